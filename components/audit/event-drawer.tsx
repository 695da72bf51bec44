"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Directory } from "#components/policies/directory.ts";
import { buttonLook } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { type Fact, Facts } from "#components/ui/facts.tsx";
import { Time } from "#components/ui/time.tsx";
import { EventSentence, OutcomeBadge } from "./event-sentence.tsx";
import { actorName, type Event, eventSentence } from "./event-words.ts";

/** Everything that is on the record about one event. `id` without `event`: it is further back than what is loaded. */
export function EventDrawer({
  id,
  event,
  directory,
  onClose,
  onFilter,
}: {
  id: string | null;
  event: Event | undefined;
  directory: Directory;
  onClose: () => void;
  onFilter: (filters: { actor?: string; resource?: string; action?: string }) => void;
}) {
  return (
    <Drawer
      open={id !== null}
      onOpenChange={(open) => !open && onClose()}
      title={event ? event.action : "Event"}
      label={event ? `Event: ${eventSentence(event, directory)}` : "Event"}
      subtitle={event && <Time at={event.created_at} mode="datetime" />}
      footer={event && isExplained(event) && <WhyLink id={event.id} />}
    >
      {event ? (
        <Body event={event} directory={directory} onFilter={onFilter} />
      ) : (
        <EmptyState art="search" title="This event is not among those loaded">
          Take filters off, or load more of the log, and open it again.
        </EmptyState>
      )}
    </Drawer>
  );
}

/** Only a refusal about a path has rules that can be looked at. */
function isExplained({ outcome, details }: Event): boolean {
  return outcome === "denied" && typeof details.path === "string" && typeof details.vault_id === "string";
}

function WhyLink({ id }: { id: string }) {
  return (
    <Link href={`/policies/why?decision=${id}`} className={buttonLook({ variant: "solid" })}>
      Why was it denied?
    </Link>
  );
}

function Body({
  event,
  directory,
  onFilter,
}: {
  event: Event;
  directory: Directory;
  onFilter: (filters: { actor?: string; resource?: string; action?: string }) => void;
}) {
  return (
    <div className="grid gap-5">
      <div className="grid gap-2">
        <p className="text-base">
          <EventSentence event={event} directory={directory} />
        </p>
        <p>
          <OutcomeBadge outcome={event.outcome} />
        </p>
      </div>
      <Part title="Who">
        <Facts items={who(event, directory)} />
      </Part>
      <Part title="What">
        <Facts items={what(event)} />
      </Part>
      {Object.keys(event.details).length > 0 && (
        <CodeBlock
          label="Details"
          what="the details"
          language="json"
          code={JSON.stringify(event.details, null, 2)}
        />
      )}
      <Part title="Place in the sealed log">
        <Facts items={seal(event)} />
      </Part>
      <div className="flex flex-wrap gap-2">
        {event.actor_id && (
          <FilterButton onClick={() => onFilter({ actor: event.actor_id })}>Only this actor</FilterButton>
        )}
        {/^[0-9a-f-]{36}$/u.test(event.resource_id) && (
          <FilterButton onClick={() => onFilter({ resource: event.resource_id })}>
            Only this {event.resource_type.replaceAll("_", " ")}
          </FilterButton>
        )}
        <FilterButton onClick={() => onFilter({ action: event.action })}>Only {event.action}</FilterButton>
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="text-xs font-medium text-ink-faint">{title}</h3>
      {children}
    </section>
  );
}

function FilterButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" onClick={onClick} className={buttonLook({ size: "sm" })}>
      {children}
    </button>
  );
}

const copy = (text: string | undefined, what: string, none: string): ReactNode =>
  text ? <Copyable text={text} what={what} /> : <span className="text-ink-faint">{none}</span>;

function who(event: Event, directory: Directory): Fact[] {
  return [
    { label: "Actor", value: `${actorName(event, directory)} (${event.actor_type})` },
    { label: "Actor id", value: copy(event.actor_id, "the actor's id", "None") },
    { label: "Address", value: copy(event.ip_address, "the address", "Not known") },
    { label: "Program", value: event.user_agent ?? <span className="text-ink-faint">Not said</span> },
  ];
}

function what(event: Event): Fact[] {
  const resource = event.resource_type.replaceAll("_", " ");
  return [
    { label: "Resource", value: resource || <span className="text-ink-faint">None</span> },
    { label: "Resource id", value: copy(event.resource_id, "the resource's id", "None") },
    { label: "Event id", value: copy(event.id, "the event's id", "None") },
    { label: "Request id", value: copy(event.request_id, "the request id", "None") },
  ];
}

function seal(event: Event): Fact[] {
  const waiting = "Not sealed yet; it takes about a second";
  return [
    { label: "Number", value: event.log_index?.toLocaleString("en") ?? waiting },
    { label: "Event before", value: copy(event.prev_event_id, "the id of the event before", "None") },
    { label: "Leaf hash", value: copy(event.integrity_hash, "the leaf hash", waiting) },
  ];
}

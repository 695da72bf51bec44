"use client";
import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { CircleCheck, CircleX, Info, Radio, SearchX } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";
import { api, ask } from "#components/api/client.ts";
import { Time } from "#components/ui/time.tsx";
import {
  type FirstRequestState,
  firstRequestState,
  whatToCheck,
  whatWasAsked,
} from "./first-request-state.ts";
import { useRefusedSignIn } from "./refused-sign-in.ts";

const ASK_EVERY_MS = 1_500;
const EVENTS = 20;

type Props = {
  agent_id: string;
  /** The vault whose first read is waited for; any vault without it. */
  vault_id?: string;
  /** Called once, when the first read is there. */
  onRead?: () => void;
};

/**
 * Waits for the agent's first read, and says what happens until then: signed in, denied and why, nothing there. Asks
 * the audit log only while the tab is seen, and no more once there was a read.
 */
export function FirstRequest({ agent_id, vault_id, onRead }: Props) {
  const state = useFirstRequest(agent_id, vault_id);
  const told = useRef(false);
  const isRead = state.kind === "read";
  useEffect(() => {
    if (!isRead || told.current) return;
    told.current = true;
    onRead?.();
  }, [isRead, onRead]);
  return (
    <div
      className={clsx(
        "rounded-lg border px-4 py-3 text-sm transition-colors duration-500",
        LOOKS[state.kind],
      )}
    >
      {/* Said apart from what is seen, whose times change every second. */}
      <p role="status" className="sr-only">
        {TITLES[state.kind]}
        {"event" in state && state.kind !== "signed_in" && `: ${whatWasAsked(state.event)}`}
        {(state.kind === "denied" || state.kind === "missing") && `. ${whatToCheck(state.event)}`}
      </p>
      <Message state={state} />
    </div>
  );
}

function useFirstRequest(agent_id: string, vault_id: string | undefined): FirstRequestState {
  const role = useQuery({
    queryKey: ["person", "role"],
    queryFn: async () => (await ask(api().auth.getMe())).role,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  const isAdmin = role === "owner" || role === "admin";
  const { data } = useQuery({
    queryKey: ["audit", "first-request", agent_id, vault_id],
    queryFn: async () => {
      const { events } = await ask(api().audit.query({ actor_id: agent_id, limit: EVENTS }));
      return firstRequestState(events, vault_id);
    },
    enabled: isAdmin,
    refetchInterval: ({ state }) => (state.data?.kind === "read" ? false : ASK_EVERY_MS),
    staleTime: 0,
  });
  const refused = useRefusedSignIn(agent_id, isAdmin && data?.kind !== "read");
  if (role === "member") return { kind: "unseen" };
  if (refused && data?.kind !== "read" && isNewer(refused.created_at, data))
    return { kind: "denied", event: refused };
  return data ?? { kind: "waiting" };
}

function isNewer(at: string, state: FirstRequestState | undefined): boolean {
  return !state || !("event" in state) || at > state.event.created_at;
}

const TITLES = {
  waiting: "Waiting for the first request …",
  unseen: "Only owners and admins see what agents do",
  signed_in: "The agent has signed in",
  denied: "The agent was denied",
  missing: "The agent asked, and nothing was there",
  read: "It works: the first read has arrived",
};

const LOOKS = {
  unseen: "bg-surface",
  waiting: "bg-surface",
  signed_in: "bg-surface",
  denied: "border-danger/30 bg-danger-soft",
  missing: "border-warn/30 bg-warn-soft",
  read: "border-ok/30 bg-ok-soft",
};

function Message({ state }: { state: FirstRequestState }) {
  if (state.kind === "waiting") {
    return (
      <Line icon={<Dot />} title={TITLES.waiting}>
        Run one of the snippets. This turns green when the agent has read its first secret.
      </Line>
    );
  }
  if (state.kind === "unseen") {
    return (
      <Line
        icon={<Info aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />}
        title={TITLES.unseen}
      >
        The agent's page says when it was last active; its answers say whether it may read.
      </Line>
    );
  }
  const { event } = state;
  const asked = whatWasAsked(event);
  if (state.kind === "signed_in") {
    return (
      <Line icon={<Dot />} title={TITLES.signed_in}>
        <Time at={event.created_at} />. Waiting for it to read a secret …
      </Line>
    );
  }
  if (state.kind === "read") {
    return (
      <Line icon={<CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />} title={TITLES.read}>
        <Asked text={asked} /> <Time at={event.created_at} />
        {event.ip_address && ` from ${event.ip_address}`}. It is on the record, like every one to come.
      </Line>
    );
  }
  const isDenied = state.kind === "denied";
  const Icon = isDenied ? CircleX : SearchX;
  return (
    <Line
      icon={
        <Icon
          aria-hidden
          className={clsx("mt-0.5 size-4 shrink-0", isDenied ? "text-danger" : "text-warn")}
        />
      }
      title={TITLES[state.kind]}
    >
      <Asked text={asked} /> <Time at={event.created_at} />. {whatToCheck(event)}
      <span className="mt-1.5 flex items-center gap-x-4">
        {isDenied && event.action !== "auth.failure" && (
          <Link
            href={`/policies/why?decision=${event.id}`}
            className="inline-flex min-h-6 items-center font-medium text-ink underline underline-offset-3"
          >
            Why was it denied?
          </Link>
        )}
        <span className="inline-flex items-center gap-2 text-ink-faint">
          <Dot /> Waiting for the next try …
        </span>
      </span>
    </Line>
  );
}

function Line({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="flex gap-3">
      {icon}
      <div className="min-w-0 wrap-anywhere">
        <p className="font-medium text-ink">{title}</p>
        <div className="text-ink-soft">{children}</div>
      </div>
    </div>
  );
}

function Asked({ text }: { text: string }) {
  return <code className="font-mono text-xs text-ink">{text}</code>;
}

function Dot() {
  return <Radio aria-hidden className="mt-0.5 size-4 shrink-0 animate-pulse text-accent" />;
}

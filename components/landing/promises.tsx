import { ArrowRight, Ban, Check } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";

export function Promises() {
  return (
    <ul className="grid gap-4 md:grid-cols-3">
      <Promised
        title="Exactly what was granted"
        text="An agent begins with nothing. A policy names paths, permissions, hours and an end, and is asked again on every request."
      >
        <GrantPicture />
      </Promised>
      <Promised
        title="Every use on the record"
        text="The event is stored before a value leaves, and so are refusals. All are sealed into a signed Merkle tree that shows any later change."
      >
        <RecordPicture />
      </Promised>
      <Promised
        title="Yours, in one process"
        text="One command on your own machine, with its own Postgres. The keys live apart from the data: in a file, a PKCS#11 token or Cloud KMS."
      >
        <KeysPicture />
      </Promised>
    </ul>
  );
}

function Promised({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <li>
      <Card className="flex h-full flex-col overflow-hidden">
        <div
          aria-hidden
          className="flex h-40 flex-col justify-center gap-1.5 border-b bg-sunken px-5 text-xs text-ink-soft select-none"
        >
          {children}
        </div>
        <div className="p-5">
          <h3 className="text-md font-medium">{title}</h3>
          <p className="mt-1.5 text-ink-soft">{text}</p>
        </div>
      </Card>
    </li>
  );
}

function GrantPicture() {
  return (
    <>
      <p className="mb-1 leading-6">
        <Badge tone="accent">deploy-bot</Badge> may <Badge tone="info">read</Badge>{" "}
        <Badge mono>api-keys/**</Badge> in <Badge>Production</Badge> until 1 Dec
      </p>
      <Line ok path="api-keys/stripe" answer="200" />
      <Line path="db/password" answer="403" />
    </>
  );
}

function Line({ ok = false, path, answer }: { ok?: boolean; path: string; answer: string }) {
  const Icon = ok ? Check : Ban;
  return (
    <p className="flex items-center gap-2 rounded-md border bg-surface px-2.5 py-1.5 font-mono">
      <Icon className={ok ? "size-3.5 text-ok" : "size-3.5 text-danger"} />
      <span className="text-ink-faint">GET</span> {path}
      <span className={ok ? "ml-auto text-ok" : "ml-auto text-danger"}>{answer}</span>
    </p>
  );
}

const EVENTS = [
  ["12:04:31", "secret.read", "success"],
  ["12:04:32", "secret.read", "denied"],
  ["12:05:10", "policy.update", "success"],
] as const;

function RecordPicture() {
  return (
    <>
      <div className="divide-y divide-line rounded-md border bg-surface">
        {EVENTS.map(([time, action, outcome]) => (
          <p key={time} className="flex items-center gap-3 px-2.5 py-1.5">
            <span className="font-mono text-ink-faint tabular-nums">{time}</span>
            <span className="font-mono">{action}</span>
            <Badge tone={outcome === "success" ? "ok" : "danger"} className="ml-auto">
              {outcome}
            </Badge>
          </p>
        ))}
      </div>
      <p className="flex items-center gap-1.5 text-ink-faint">
        <Check className="size-3.5 text-ok" /> sealed, checkpoint signed
      </p>
    </>
  );
}

const KEYS = [
  ["value", "AES-256-GCM"],
  ["data key", "one per version"],
  ["vault key", "one per vault"],
  ["root", "file · PKCS#11 · KMS"],
] as const;

function KeysPicture() {
  return (
    <div className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-1.5">
      {KEYS.map(([key, what], index) => (
        <div key={key} className="contents">
          <span
            className={
              index === 0
                ? "justify-self-start rounded-md bg-accent-soft px-2 py-0.5 font-medium text-accent"
                : "justify-self-start rounded-md border bg-surface px-2 py-0.5 font-medium"
            }
          >
            {key}
          </span>
          <span className="flex items-center gap-2 text-ink-faint">
            <ArrowRight className="size-3" /> {what}
          </span>
        </div>
      ))}
    </div>
  );
}

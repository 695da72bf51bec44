import type { ReactNode } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AuditFinding } from "#sdk";
import type { VerifyOutcome } from "./verify-run.ts";

const SHOWN = 50;
const count = (n: number, what: string) => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;

/** What the check found, under which key, and what it cannot know by itself. */
export function VerifyResult({ outcome }: { outcome: VerifyOutcome }) {
  const { report, other_key, seconds } = outcome;
  return (
    <div className="grid gap-4">
      {report.ok ? (
        <Alert tone="ok" title="Verified">
          All {count(report.covered, "sealed event")} are what was sealed, in their order, none missing and
          none added.
          {report.unsealed > 0 && ` ${count(report.unsealed, "newer event")} wait to be sealed.`}
        </Alert>
      ) : (
        <Alert tone="danger" title="Not what was sealed">
          {count(report.findings.length + report.findings_omitted, "finding")}. Keep an export of this log and
          tell whoever runs the server.
        </Alert>
      )}
      {other_key && (
        <Alert tone="warn" title="Another key than last time">
          The server names another key than the one under which this browser verified the log before.
        </Alert>
      )}
      {report.findings.length > 0 && (
        <Findings findings={report.findings} omitted={report.findings_omitted} />
      )}
      <Facts items={facts(outcome)} />
      <p className="text-xs text-ink-faint">
        The key came from this server. Compare it once with what{" "}
        <code className="font-mono">npm run admin -- audit key</code> prints on the server itself. Took{" "}
        {seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s.
      </p>
    </div>
  );
}

function Findings({ findings, omitted }: { findings: AuditFinding[]; omitted: number }) {
  const more = findings.length - SHOWN + omitted;
  return (
    <ul aria-label="Findings" className="grid max-h-56 gap-1 overflow-y-auto text-sm text-ink-soft">
      {findings.slice(0, SHOWN).map((finding, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the findings of one check never move
        <li key={at} className="flex gap-2">
          <span className="shrink-0 font-mono text-xs/5 text-danger">{finding.code}</span>
          <span className="min-w-0 wrap-anywhere">{finding.message}</span>
        </li>
      ))}
      {more > 0 && <li className="text-ink-faint">and {more.toLocaleString("en")} more</li>}
    </ul>
  );
}

function facts({
  report,
  verifier_key,
  kept,
  other_key,
}: VerifyOutcome): { label: string; value: ReactNode }[] {
  const [, id = ""] = verifier_key.split("+");
  return [
    {
      label: "Signatures",
      value: `${count(report.checkpoints, "checkpoint")} in the log, and the newest one`,
    },
    { label: "Root", value: <Copyable text={report.root} what="the root" /> },
    { label: "Key", value: <Copyable text={verifier_key} what="the key" /> },
    { label: "Key fingerprint", value: <Copyable text={id} what="the key's fingerprint" /> },
    {
      label: "Earlier look",
      value: kept ? (
        <>
          {other_key ? "Under another key" : report.ok ? "Agrees with" : "Compared with"} the{" "}
          {count(kept.size, "event")} verified here <Time at={kept.at} />
        </>
      ) : (
        "The first one of this browser; the next must agree with it"
      ),
    },
  ];
}

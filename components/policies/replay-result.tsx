"use client";
import Link from "next/link";
import { Time } from "#components/ui/time.tsx";
import type { ApiSchemas } from "#sdk";
import { counted } from "./policy-words.ts";

export type Replay = ApiSchemas["PolicyReplay"];
export type Change = ApiSchemas["ReplayPoliciesRequest"]["change"];
export const REPLAY_DAYS = 30;
type Flip = ApiSchemas["DecisionFlip"];

const SHOWN = 8;

/** What a change would have made of the real decisions of the last days: how many, and which would be others. */
export function ReplayResult({ replay }: { replay: Replay }) {
  const { decisions_examined, truncated, flips } = replay;
  const { newly_denied, newly_allowed } = flips;
  const flipped = total(newly_denied) + total(newly_allowed);
  return (
    <div className="grid gap-3 text-sm">
      <p role="status" className="text-ink-soft">
        {decisions_examined === 0 ? (
          `Nothing was asked for here in the last ${REPLAY_DAYS} days, so nothing would have come out differently.`
        ) : (
          <>
            Of the last {REPLAY_DAYS} days’ {truncated && "newest "}
            {counted(decisions_examined, "decision")}
            {", "}
            <span className="font-medium text-ink">
              {flipped === 0 ? "none would flip" : `${flipped.toLocaleString("en")} would flip`}
            </span>
            .
          </>
        )}
      </p>
      {newly_denied.length > 0 && (
        <Flips title="Allowed then, denied now" tone="text-danger" flips={newly_denied} />
      )}
      {newly_allowed.length > 0 && (
        <Flips title="Denied then, allowed now" tone="text-ok" flips={newly_allowed} />
      )}
    </div>
  );
}

/** How often something was asked for, over all of the list. */
export function total(flips: readonly Flip[]): number {
  return flips.reduce((sum, { count }) => sum + count, 0);
}

function Flips({ title, tone, flips }: { title: string; tone: string; flips: Flip[] }) {
  return (
    <div className="overflow-hidden rounded-md border bg-surface">
      <p className={`border-b px-3 py-1.5 text-xs font-medium ${tone}`}>
        {title}: {counted(total(flips), "decision")}
      </p>
      <ul className="divide-y divide-line">
        {flips.slice(0, SHOWN).map((flip) => (
          <li
            key={`${flip.path} ${flip.permission} ${flip.ip ?? ""}`}
            className="flex flex-wrap items-baseline justify-between gap-x-3 px-3 py-1.5 text-xs text-ink-faint"
          >
            <span className="min-w-0 wrap-anywhere">
              {flip.permission} <span className="font-mono text-ink">{flip.path}</span>
              {flip.ip && <> from {flip.ip}</>}
            </span>
            <span>
              {counted(flip.count, "time")}, last <Time at={flip.last_at} />{" "}
              <Link
                href={`/policies/why?decision=${flip.example_decision_id}`}
                className="ml-1 inline-flex min-h-6 items-center font-medium text-ink-soft underline underline-offset-2 hover:text-ink"
              >
                Why?<span className="sr-only"> {flip.path}</span>
              </Link>
            </span>
          </li>
        ))}
      </ul>
      {flips.length > SHOWN && (
        <p className="border-t px-3 py-1.5 text-xs text-ink-faint">
          and {counted(flips.length - SHOWN, "other request")}
        </p>
      )}
    </div>
  );
}

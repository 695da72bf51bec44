"use client";
import clsx from "clsx";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";
import { PatternView } from "./pattern-view.tsx";
import { PolicySentence } from "./policy-sentence.tsx";
import { permissionWords, windowOf } from "./policy-words.ts";
import { TimeStrip } from "./time-strip.tsx";
import { type Verdict, VerdictMark } from "./verdict-mark.tsx";
import {
  conditionCheck,
  conditionsOfRule,
  type JudgedCondition,
  localTimeOf,
  type Rule,
} from "./why-words.ts";

const OUTCOMES = {
  allows: { tone: "ok", word: "Allows it" },
  denies: { tone: "danger", word: "Would, but fails" },
  does_not_apply: { tone: "neutral", word: "Does not apply" },
} as const;

/** One policy as it was judged: everything it asks for, and what the request brings. */
export function WhyRule({
  rule,
  asked,
  who,
  vault,
  onChange,
}: {
  rule: Rule;
  asked: { path: string; permission: string };
  who: string;
  vault: string;
  onChange: () => void;
}) {
  const { tone, word } = OUTCOMES[rule.outcome];
  const { matches_path, covers_permission, expires_at, expired } = rule;
  // What does not concern the request is not held against it.
  const mark = (passed: boolean): Verdict =>
    passed ? "yes" : rule.outcome === "does_not_apply" ? "open" : "no";
  return (
    <li
      className={clsx(
        "rounded-lg border bg-surface p-3 shadow-card sm:p-4",
        rule.outcome === "allows" && "border-ok/40",
        rule.outcome === "denies" && "border-danger/40",
      )}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-64 text-ink-soft">
          <PolicySentence
            policy={{ ...rule, conditions: conditionsOfRule(rule) }}
            principal={who}
            vault={vault}
          />
        </p>
        <span className="flex items-center gap-1">
          <Badge tone={tone}>{word}</Badge>
          <Button size="sm" variant="ghost" onClick={onChange}>
            Change<span className="sr-only"> the policy on {rule.secret_path_pattern}</span>
          </Button>
        </span>
      </div>
      <dl className="mt-3 grid gap-2.5">
        <Row label="Paths" verdict={matches_path ? "yes" : "no"}>
          <PatternView pattern={rule.secret_path_pattern} path={asked.path} />
        </Row>
        <Row label="Permission" verdict={covers_permission ? "yes" : "no"}>
          Gives {permissionWords(rule.permissions)}
          {!covers_permission && `; ${asked.permission} is asked for`}
        </Row>
        {expires_at && (
          <Row label="Ends" verdict={mark(!expired)}>
            {expired ? "Ended " : ""}
            <Time at={expires_at} mode="datetime" />
          </Row>
        )}
        {rule.conditions.map((condition) => (
          <ConditionRow key={condition.condition} condition={condition} verdict={mark(condition.passed)} />
        ))}
      </dl>
    </li>
  );
}

function ConditionRow({ condition, verdict }: { condition: JudgedCondition; verdict: Verdict }) {
  const { label, asks, brings, passed } = conditionCheck(condition);
  const window = condition.condition === "time_window" ? windowOf({ time_window: condition.limit }) : null;
  return (
    <Row label={label} verdict={verdict}>
      <span className="block">{asks}</span>
      {brings && (
        <span className={clsx("block", passed ? "text-ink-faint" : "font-medium text-ink")}>{brings}</span>
      )}
      {window && <TimeStrip window={window} moment={localTimeOf(condition.actual)} passed={passed} />}
    </Row>
  );
}

/** What was looked at, with its verdict before it. */
export function Row({ label, verdict, children }: { label: string; verdict: Verdict; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[auto_5.5rem_minmax(0,1fr)] items-start gap-x-2 text-sm">
      <dt className="col-span-2 grid grid-cols-subgrid items-center">
        <VerdictMark verdict={verdict} />
        <span className="text-ink-faint">{label}</span>
      </dt>
      <dd className="min-w-0 text-ink-soft wrap-anywhere">{children}</dd>
    </div>
  );
}

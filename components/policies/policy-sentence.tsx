"use client";
import clsx from "clsx";
import { useState } from "react";
import { useMounted } from "#components/ui/use-mounted.ts";
import { policyWords, type SpokenPolicy, type Words } from "./policy-words.ts";

/** A policy as one sentence: who may do what, where, when, from where, until when. `principal` and `vault` are names. */
export function PolicySentence({
  policy,
  principal,
  vault,
  className,
}: {
  policy: SpokenPolicy;
  principal: string;
  vault: string;
  className?: string;
}) {
  const mounted = useMounted();
  const [now] = useState(() => Date.now());
  const clock = mounted ? { now, zone: Intl.DateTimeFormat().resolvedOptions().timeZone } : undefined;
  return (
    <span className={clsx("wrap-anywhere", className)}>
      {policyWords(policy, { principal, vault }, clock).map((words) => (
        <Part key={`${words.is} ${words.text}`} words={words} />
      ))}
    </span>
  );
}

function Part({ words: { is, text } }: { words: Words }) {
  if (is === "text") return text;
  if (is === "pattern")
    return (
      <code className="rounded-sm bg-sunken px-1 py-0.5 font-mono text-[0.93em] text-code-text ring-1 ring-line ring-inset">
        {text}
      </code>
    );
  return <span className="font-semibold text-ink">{text}</span>;
}

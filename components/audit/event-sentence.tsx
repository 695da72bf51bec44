import { CircleCheck, CircleX, OctagonX } from "lucide-react";
import type { Directory } from "#components/policies/directory.ts";
import { Badge } from "#components/ui/badge.tsx";
import { type Event, eventWords, type Words } from "./event-words.ts";
import { OUTCOME_WORDS } from "./filter-state.ts";

/** An event as a sentence, with the names and paths set apart. */
export function EventSentence({ event, directory }: { event: Event; directory: Directory }) {
  return (
    <span className="font-normal text-ink-soft wrap-anywhere">
      {eventWords(event, directory).map((words, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of one sentence never move
        <Part key={at} words={words} />
      ))}
    </span>
  );
}

function Part({ words: { is, text } }: { words: Words }) {
  if (is === "path") return <code className="font-mono text-[0.93em] text-ink">{text}</code>;
  if (is === "name") return <span className="font-medium text-ink">{text}</span>;
  return text;
}

const OUTCOMES = {
  success: { icon: CircleCheck, tone: "ok" },
  denied: { icon: OctagonX, tone: "danger" },
  failure: { icon: CircleX, tone: "warn" },
} as const;

export function OutcomeBadge({ outcome }: { outcome: Event["outcome"] }) {
  const { icon: Icon, tone } = OUTCOMES[outcome];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className="size-3" />
      {OUTCOME_WORDS[outcome]}
    </Badge>
  );
}

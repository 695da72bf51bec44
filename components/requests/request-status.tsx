import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { SecretRequest } from "./request-queries.ts";

const LOOKS: Record<SecretRequest["status"], { tone: Tone; word: string }> = {
  pending: { tone: "warn", word: "Waits for an answer" },
  fulfilled: { tone: "ok", word: "Fulfilled" },
  declined: { tone: "danger", word: "Declined" },
  withdrawn: { tone: "neutral", word: "Withdrawn" },
  expired: { tone: "neutral", word: "Expired" },
};

export function RequestStatusBadge({ status }: { status: SecretRequest["status"] }) {
  const { tone, word } = LOOKS[status];
  return <Badge tone={tone}>{word}</Badge>;
}

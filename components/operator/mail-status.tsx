import { Badge } from "#components/ui/badge.tsx";
import type { Mail } from "./operator-queries.ts";

const STATES = {
  pending: { tone: "warn", word: "Waiting" },
  sent: { tone: "ok", word: "Sent" },
  failed: { tone: "danger", word: "Given up" },
} as const;

export function MailStatus({ mail }: { mail: Mail }) {
  const { tone, word } = STATES[mail.status];
  return <Badge tone={tone}>{word}</Badge>;
}

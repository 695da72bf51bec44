import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { ApiSchemas } from "#sdk";

export type Enrolment = ApiSchemas["EnrolmentResponse"];

const LOOKS: Record<Enrolment["status"], { tone: Tone; word: string }> = {
  pending: { tone: "warn", word: "Waits for you" },
  approved: { tone: "ok", word: "Approved" },
  denied: { tone: "danger", word: "Denied" },
  expired: { tone: "neutral", word: "Expired" },
};

export function EnrolmentStatus({ status }: { status: Enrolment["status"] }) {
  const { tone, word } = LOOKS[status];
  return <Badge tone={tone}>{word}</Badge>;
}

import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { AgentStatus } from "./agent-words.ts";

const LOOKS: Readonly<Record<AgentStatus, { tone: Tone; text: string }>> = {
  active: { tone: "ok", text: "Active" },
  deactivated: { tone: "neutral", text: "Deactivated" },
  expired: { tone: "warn", text: "Expired" },
};

export function AgentStatusBadge({ status }: { status: AgentStatus }) {
  const { tone, text } = LOOKS[status];
  return <Badge tone={tone}>{text}</Badge>;
}

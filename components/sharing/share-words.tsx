import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { ApiSchemas } from "#sdk";

type Status = ApiSchemas["ShareListResponse"]["shares"][number]["status"];

const WORDS: Record<Status, [word: string, tone: Tone]> = {
  pending: ["Waiting", "warn"],
  active: ["Active", "ok"],
  declined: ["Declined", "neutral"],
  revoked: ["Revoked", "neutral"],
  expired: ["Expired", "neutral"],
  used_up: ["Used up", "neutral"],
};

/** Where a share stands. */
export function StatusBadge({ status }: { status: Status }) {
  const [word, tone] = WORDS[status];
  return <Badge tone={tone}>{word}</Badge>;
}

/** True while somebody may still open it, now or once it is accepted. */
export function isOpen({ status }: { status: Status }): boolean {
  return status === "active" || status === "pending";
}

/** "2 of 3": views left. */
export function viewsOf(share: { access_count: number; max_access_count: number }): string {
  const left = share.max_access_count - share.access_count;
  return `${left.toLocaleString("en")} of ${share.max_access_count.toLocaleString("en")}`;
}

/** "never opened", "opened once", "opened 3 times". */
export function timesOpened(count: number): string {
  if (count === 0) return "never opened";
  return count === 1 ? "opened once" : `opened ${count.toLocaleString("en")} times`;
}

/** "2 views are left", or that this was the last. */
export function viewsLeft(left: number): string {
  if (left === 0) return "That was the last view: the share does not open again.";
  return left === 1 ? "1 view is left." : `${left.toLocaleString("en")} views are left.`;
}

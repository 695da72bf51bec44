// Adds a batch of sealed events up by day, actor, vault, action and outcome. Pure.
import type { NewEvent } from "../store.ts";

/** Events of one key that were counted together; `day` is that of UTC, `last_at` the newest of them. */
export type DailyCount = {
  org_id: string;
  day: string;
  actor_type: string;
  actor_id: string | null;
  vault_id: string | null;
  action: string;
  outcome: string;
  events: number;
  last_at: string;
};

type Counted = Pick<NewEvent, "org_id" | "at" | "actor_type" | "actor_id" | "action" | "outcome" | "details">;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One count for each key among the events, in no order. */
export function countedByDay(events: Iterable<Counted>): DailyCount[] {
  const counts = new Map<string, DailyCount>();
  for (const event of events) {
    const { org_id, actor_type, actor_id, action, outcome } = event;
    const at = event.at.toISOString();
    const day = at.slice(0, 10);
    const vault_id = vaultOf(event);
    const key = `${org_id} ${day} ${actor_type} ${actor_id} ${vault_id} ${action} ${outcome}`;
    const known = counts.get(key);
    if (!known)
      counts.set(key, {
        org_id,
        day,
        actor_type,
        actor_id,
        vault_id,
        action,
        outcome,
        events: 1,
        last_at: at,
      });
    else {
      known.events += 1;
      if (at > known.last_at) known.last_at = at;
    }
  }
  return [...counts.values()];
}

// What failed names whatever its caller made up, and so does what a stranger was refused: no row for each of those.
function vaultOf({ outcome, actor_id, details: { vault_id } }: Counted): string | null {
  return outcome !== "failure" && actor_id !== null && typeof vault_id === "string" && UUID.test(vault_id)
    ? vault_id
    : null;
}

// Reads decisions about access back from the audit log: who asked for what in a vault, and what was answered.
import type { Database } from "#db/client.ts";
import type { AuditAction } from "#lib/audit-actions.ts";
import type { Permission } from "#server/policies/evaluate.ts";
import { type DecisionGroup, type DecisionQuestion, selectDecisions, selectEvent } from "./store.ts";

export type { DecisionGroup };

/** Actions whose event stands for a decision of the policy engine -> the permission that was decided. */
const DECIDED: Partial<Record<AuditAction, Permission>> = {
  "secret.read": "read",
  "secret.versions": "read",
  "secret.write": "write",
  "secret.version_disable": "write",
  "secret.rollback": "write",
  "secret.undelete": "write",
  "secret.import": "write",
  "secret.rotate": "rotate",
  "secret.delete": "delete",
};

const CHUNK = 2_500;
const MINUTE_MS = 60_000;

/** The permission that an action needs; null where its events stand for no decision. */
export function decidedPermission(action: string): Permission | null {
  return (DECIDED as Partial<Record<string, Permission>>)[action] ?? null;
}

/** One event of the organization, or undefined. */
export function findEvent(db: Database, org_id: string, id: string) {
  return selectEvent(db, org_id, id);
}

type Asked = Pick<
  DecisionQuestion,
  "org_id" | "actor_id" | "vault_id" | "from" | "to" | "by_minute" | "edges"
>;

/**
 * Decisions about one actor in one vault, newest first, in portions of 2,500 events of the actor at most.
 * `is_last` is false for the last portion when `max_events` ended the search before the window did.
 */
export async function* decisionsOf(
  db: Database,
  asked: Asked,
  max_events: number,
): AsyncGenerator<{ groups: DecisionGroup[]; is_last: boolean }> {
  let before_id = LAST_ID;
  for (let left = max_events; left > 0; left -= CHUNK) {
    const limit = Math.min(CHUNK, left);
    // Ids are made by the clocks of all instances, which differ a little.
    const from_id = firstIdAt(asked.from.getTime() - MINUTE_MS);
    const look = await selectDecisions(db, { ...asked, permissions: DECIDED, from_id, before_id, limit });
    const is_last = look.seen < limit || look.oldest_id === null;
    yield { groups: look.groups, is_last };
    if (is_last) return;
    before_id = look.oldest_id ?? LAST_ID;
  }
}

const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** The smallest UUID of version 7 at a time in milliseconds. @see RFC 9562, section 5.7 */
export function firstIdAt(ms: number): string {
  const time = Math.max(0, ms).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

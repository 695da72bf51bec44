// Remembers who was active and writes it down now and then, so that a read does not cost an UPDATE.
import { touchApiKey } from "#server/api-keys/store.ts";
import { prolongSession, touchAgent } from "#server/auth/store.ts";
import type { Runtime } from "#server/runtime.ts";

export type Activity = {
  agent(org_id: string, id: string): void;
  apiKey(org_id: string, id: string): void;
  session(org_id: string, id: string): void;
  /** Hands over what came together since the last time. */
  drain(): Seen;
};

type Seen = Record<"agents" | "apiKeys" | "sessions", Map<string, string>>;

const nobody = (): Seen => ({ agents: new Map(), apiKeys: new Map(), sessions: new Map() });

export function createActivity(): Activity {
  let seen = nobody();
  return {
    agent: (org_id, id) => seen.agents.set(id, org_id),
    apiKey: (org_id, id) => seen.apiKeys.set(id, org_id),
    session: (org_id, id) => seen.sessions.set(id, org_id),
    drain() {
      const drained = seen;
      seen = nobody();
      return drained;
    },
  };
}

const DAY_MS = 86_400_000;

/** Writes `last_active_at` and `last_used_at` of everybody seen since the last run; a session that is used lives on. */
export async function writeActivity(runtime: Runtime): Promise<void> {
  const { agents, apiKeys, sessions } = runtime.activity.drain();
  const now = runtime.clock.now();
  for (const [id, org_id] of agents) await touchAgent(runtime.db, org_id, id, now);
  for (const [id, org_id] of apiKeys) await touchApiKey(runtime.db, org_id, id, now);
  const end = new Date(now.getTime() + runtime.settings.current().session_days * DAY_MS);
  for (const [id, org_id] of sessions) await prolongSession(runtime.db, org_id, id, now, end);
}

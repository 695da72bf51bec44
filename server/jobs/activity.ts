// Remembers who was active and writes it down now and then, so that a read does not cost an UPDATE.
import { touchApiKey } from "#server/api-keys/store.ts";
import { touchAgent } from "#server/auth/store.ts";
import type { Runtime } from "#server/runtime.ts";

export type Activity = {
  agent(org_id: string, id: string): void;
  apiKey(org_id: string, id: string): void;
  /** Hands over what came together since the last time. */
  drain(): { agents: Map<string, string>; apiKeys: Map<string, string> };
};

export function createActivity(): Activity {
  let agents = new Map<string, string>();
  let apiKeys = new Map<string, string>();
  return {
    agent: (org_id, id) => agents.set(id, org_id),
    apiKey: (org_id, id) => apiKeys.set(id, org_id),
    drain() {
      const drained = { agents, apiKeys };
      agents = new Map();
      apiKeys = new Map();
      return drained;
    },
  };
}

/** Writes `last_active_at` and `last_used_at` of everybody seen since the last run. */
export async function writeActivity(runtime: Runtime): Promise<void> {
  const { agents, apiKeys } = runtime.activity.drain();
  const now = runtime.clock.now();
  for (const [id, org_id] of agents) await touchAgent(runtime.db, org_id, id, now);
  for (const [id, org_id] of apiKeys) await touchApiKey(runtime.db, org_id, id, now);
}

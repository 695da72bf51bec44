// What the dashboard asks the API for, the same on the server as in the browser.
import { choosable } from "#components/agents/agent-words.ts";
import { type ApiSchemas, type OneclawClient, unwrap } from "#sdk";
import type { Facts } from "./first-steps.ts";
import { type Directory, readNames } from "./names.ts";

export type Activity = ApiSchemas["AuditActivity"];
export type Event = ApiSchemas["AuditEvent"];
export type Expiring = ApiSchemas["FoundSecretResponse"];

export const SPANS = [7, 30, 90] as const;
export type Span = (typeof SPANS)[number];

export type Health = ApiSchemas["HealthResponse"];

const EVENTS = 60;
const DENIALS = 5;
export const EXPIRING_SHOWN = 5;

/** A query's key and how it is answered; `client` is whoever asks. */
export const QUERIES = {
  activity: (days: Span) => ({
    key: ["dashboard", "activity", days],
    ask: async (client: OneclawClient): Promise<Activity> => unwrap(await client.audit.activity({ days })),
  }),
  events: {
    key: ["dashboard", "events"],
    ask: async (client: OneclawClient): Promise<Event[]> =>
      unwrap(await client.audit.query({ limit: EVENTS })).events,
  },
  denials: {
    key: ["dashboard", "denials"],
    ask: async (client: OneclawClient): Promise<Event[]> =>
      unwrap(await client.audit.query({ outcome: "denied", limit: DENIALS })).events,
  },
  expiring: {
    key: ["dashboard", "expiring"],
    ask: async (client: OneclawClient): Promise<Expiring[]> =>
      unwrap(await client.secrets.expiring({ days: 30, limit: EXPIRING_SHOWN })).secrets,
  },
  facts: {
    key: ["dashboard", "facts"],
    ask: readFacts,
  },
  health: {
    key: ["dashboard", "health"],
    ask: async (client: OneclawClient): Promise<Health> => unwrap(await client.health.check()),
  },
  names: {
    key: ["dashboard", "names"],
    ask: (client: OneclawClient): Promise<Directory> => readNames(client),
  },
};

async function readFacts(client: OneclawClient): Promise<Facts> {
  const [list, summary, agents, policies, activity, factor] = await Promise.all([
    client.vault.list({ limit: 100 }),
    client.vault.summary({ limit: 100 }),
    client.agents.list({ limit: 1 }),
    client.access.listEverywhere({ limit: 1 }),
    client.audit.activity({ days: 90 }),
    client.auth.mfaStatus(),
  ]);
  // The server's own vault, which comes with the first agent, is no step of anybody's.
  const vaults = choosable(unwrap(list).vaults).map(({ id }) => id);
  const filled = unwrap(summary).vaults.find(
    ({ vault_id, secrets = 0 }) => secrets > 0 && vaults.includes(vault_id),
  );
  return {
    vault_id: filled?.vault_id ?? vaults[0] ?? null,
    has_secret: filled !== undefined,
    agent_id: unwrap(agents).agents[0]?.id ?? null,
    has_policy: unwrap(policies).policies.length > 0,
    has_agent_read: unwrap(activity).agents.some(({ reads }) => reads > 0),
    has_second_factor: unwrap(factor).enabled,
  };
}

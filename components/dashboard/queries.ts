// What the dashboard asks the API for, the same on the server as in the browser.
import { type Directory, readNames } from "./names.ts";
import type { ApiSchemas, OneclawClient } from "#sdk";
import { unwrap } from "#sdk";

export type Activity = ApiSchemas["AuditActivity"];
export type Event = ApiSchemas["AuditEvent"];
export type Expiring = ApiSchemas["FoundSecretResponse"];

export const SPANS = [7, 30, 90] as const;
export type Span = (typeof SPANS)[number];

const EVENTS = 12;
const DENIALS = 6;
const EXPIRING = 6;

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
      unwrap(await client.secrets.expiring({ days: 30, limit: EXPIRING })).secrets,
  },
  names: {
    key: ["dashboard", "names"],
    ask: (client: OneclawClient): Promise<Directory> => readNames(client),
  },
};

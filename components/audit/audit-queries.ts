// What the audit log's page asks the API for, in the form that its queries keep.
import type { Directory } from "#components/policies/directory.ts";
import type { ApiSchemas, OneclawClient } from "#sdk";
import { unwrap } from "#sdk";
import type { Event } from "./event-words.ts";
import { type Filters, toQuery } from "./filter-state.ts";

export const EVENTS_AT_ONCE = 50;

export type EventPage = { events: Event[]; next: string | null };
export type SealStatus = ApiSchemas["AuditCheckpoint"];
export type AuditInitial = {
  filters: Filters;
  page: EventPage;
  seal: SealStatus;
  /** Absent where the names may not be read. */
  directory: Directory | undefined;
};

/** One page of what the filters let through, newest first. @throws OneclawError */
export async function eventPage(
  client: OneclawClient,
  filters: Filters,
  cursor?: string,
  limit: number = EVENTS_AT_ONCE,
): Promise<EventPage> {
  const answer = await client.audit.query({ ...toQuery(filters, Date.now()), cursor, limit });
  return { events: unwrap(answer).events, next: answer.meta.next_cursor ?? null };
}

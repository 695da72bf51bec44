// Group commit for events that are no part of a larger transaction: the events of concurrent requests go into one
// statement, and each caller waits until that statement is durable.
import { LRUCache } from "lru-cache";
import { inBatches } from "#server/batches.ts";
import { eventsParameter, INSERT_EVENTS, type NewEvent } from "./store.ts";

type Run = (statement: { name: string; text: string; values: unknown[] }) => Promise<unknown>;

const BATCHES = { max_batch: 256, max_in_flight: 2 };
const MAX_WAITING = 10_000;
const FAILED_MS = 5_000;
/** Some seconds of the fastest writing; the sealer takes them out again. */
const REMEMBERED = 5_000;

export type AuditWriter = {
  /** Resolves once the event is durable; rejects with the database's error when it is not. */
  append(event: NewEvent): Promise<void>;
  /** An event that was written lately, once, as it was stored; saves the sealer from reading it. */
  recall(id: string): NewEvent | null;
  /** False for five seconds after a write failed, unless one succeeded since: without traffic nobody would find out. */
  readonly healthy: boolean;
};

/** A writer with at most two statements in flight: one is being committed while the next one fills. */
export function createAuditWriter(run: Run): AuditWriter {
  let failed_at = Number.NEGATIVE_INFINITY;
  const written = new LRUCache<string, NewEvent>({ max: REMEMBERED });

  async function write(events: NewEvent[]): Promise<undefined[]> {
    try {
      await run({ name: "audit_append", text: INSERT_EVENTS, values: [eventsParameter(events)] });
      for (const event of events) written.set(event.id, event);
      failed_at = Number.NEGATIVE_INFINITY;
      return [];
    } catch (error) {
      failed_at = performance.now();
      throw error;
    }
  }

  const batches = inBatches(write, BATCHES);
  return {
    append(event) {
      if (batches.waiting >= MAX_WAITING)
        return Promise.reject(new Error("too many audit events are waiting"));
      return batches.add(event);
    },
    recall(id) {
      const event = written.peek(id);
      if (!event) return null;
      written.delete(id);
      // The database holds what JSON makes of the details.
      return { ...event, details: JSON.parse(JSON.stringify(event.details)) };
    },
    get healthy() {
      return performance.now() - failed_at > FAILED_MS;
    },
  };
}

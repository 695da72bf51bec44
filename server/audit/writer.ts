// Group commit for events that are no part of a larger transaction: the events of concurrent requests go into one
// statement, and each caller waits until that statement is durable.
import { inBatches } from "#server/batches.ts";
import { eventsParameter, INSERT_EVENTS, type NewEvent } from "./store.ts";

type Run = (statement: { name: string; text: string; values: unknown[] }) => Promise<unknown>;

const BATCHES = { max_batch: 256, max_in_flight: 2 };
const MAX_WAITING = 10_000;
const FAILED_MS = 5_000;

export type AuditWriter = {
  /** Resolves once the event is durable; rejects with the database's error when it is not. */
  append(event: NewEvent): Promise<void>;
  /** False for five seconds after a write failed, unless one succeeded since: without traffic nobody would find out. */
  readonly healthy: boolean;
};

/** A writer with at most two statements in flight: one is being committed while the next one fills. */
export function createAuditWriter(run: Run): AuditWriter {
  let failed_at = Number.NEGATIVE_INFINITY;

  async function write(events: NewEvent[]): Promise<undefined[]> {
    try {
      await run({ name: "audit_append", text: INSERT_EVENTS, values: [eventsParameter(events)] });
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
    get healthy() {
      return performance.now() - failed_at > FAILED_MS;
    },
  };
}

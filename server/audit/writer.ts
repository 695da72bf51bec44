// Group commit for events that are no part of a larger transaction: the events of concurrent requests go into one
// statement, and each caller waits until that statement is durable.
import { eventsParameter, INSERT_EVENTS, type NewEvent } from "./store.ts";

type Waiting = { event: NewEvent; resolve: () => void; reject: (error: unknown) => void };
type Run = (statement: { name: string; text: string; values: unknown[] }) => Promise<unknown>;

const MAX_BATCH = 256;
const MAX_WAITING = 10_000;

export type AuditWriter = {
  /** Resolves once the event is durable; rejects with the database's error when it is not. */
  append(event: NewEvent): Promise<void>;
  /** False after a write failed and until one succeeds. */
  readonly healthy: boolean;
};

/** A writer with at most two statements in flight: one is being committed while the next one fills. */
export function createAuditWriter(run: Run): AuditWriter {
  let waiting: Waiting[] = [];
  let inFlight = 0;
  let healthy = true;

  async function flush(): Promise<void> {
    const batch = waiting.slice(0, MAX_BATCH);
    waiting = waiting.slice(MAX_BATCH);
    inFlight++;
    try {
      await run({
        name: "audit_append",
        text: INSERT_EVENTS,
        values: [eventsParameter(batch.map((entry) => entry.event))],
      });
      healthy = true;
      for (const entry of batch) entry.resolve();
    } catch (error) {
      healthy = false;
      for (const entry of batch) entry.reject(error);
    } finally {
      inFlight--;
      schedule();
    }
  }

  let scheduled = false;
  function schedule(): void {
    if (scheduled || waiting.length === 0 || inFlight >= 2) return;
    scheduled = true;
    // The rest of this turn's requests still join the batch.
    setImmediate(() => {
      scheduled = false;
      if (waiting.length > 0 && inFlight < 2) void flush();
    });
  }

  return {
    append(event) {
      if (waiting.length >= MAX_WAITING)
        return Promise.reject(new Error("too many audit events are waiting"));
      return new Promise((resolve, reject) => {
        waiting.push({ event, resolve, reject });
        schedule();
      });
    },
    get healthy() {
      return healthy;
    },
  };
}

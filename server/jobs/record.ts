// Remembers what jobs did and writes it down now and then, so that a job that runs twice a second costs no UPDATE each time.
import type { Runtime } from "#server/runtime.ts";
import { addJobRuns, type JobRuns } from "./store.ts";

export type JobRecord = {
  ran(name: string, started_at: Date, seconds: number, error?: unknown): void;
  /** Hands over what came together since the last time. */
  drain(): JobRuns[];
};

export function createJobRecord(): JobRecord {
  let known = new Map<string, JobRuns>();
  return {
    ran(name, started_at, seconds, error) {
      const before = known.get(name);
      const failed = error !== undefined;
      known.set(name, {
        name,
        runs: (before?.runs ?? 0) + 1,
        failures: (before?.failures ?? 0) + (failed ? 1 : 0),
        started_at,
        finished_at: new Date(started_at.getTime() + Math.round(seconds * 1000)),
        last_outcome: failed ? "failed" : "done",
        last_error: failed ? kindOf(error) : (before?.last_error ?? null),
        last_seconds: seconds,
      });
    },
    drain() {
      const drained = [...known.values()];
      known = new Map();
      return drained;
    },
  };
}

/** Messages may hold anything; a name and a code tell an operator where to look in the log. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return "Error";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return `${error.name} ${code}`.trim().slice(0, 100);
}

/** Writes down what this instance's jobs did since the last time. */
export async function writeJobRuns({ db, jobRecord }: Runtime): Promise<void> {
  await addJobRuns(db, jobRecord.drain());
}

// What the operator sees of the background work, over all instances.
import type { z } from "zod";
import type { JobResponse } from "#lib/schemas/outbox.ts";
import type { Context } from "#server/context.ts";
import { JOBS } from "./runner.ts";
import { selectJobRuns } from "./store.ts";

type Job = z.input<typeof JobResponse>;

/** Every job there is, with how its runs went; what instances did in the last seconds may be missing. */
export async function listJobs({ runtime }: Context): Promise<{ jobs: Job[] }> {
  const runs = new Map((await selectJobRuns(runtime.db)).map((row) => [row.name, row]));
  const jobs = JOBS.map(({ name, every_ms }): Job => {
    const row = runs.get(name);
    return {
      name,
      every_seconds: every_ms / 1000,
      runs: Number(row?.runs ?? 0),
      failures: Number(row?.failures ?? 0),
      last_started_at: row?.started_at?.toISOString(),
      last_finished_at: row?.finished_at?.toISOString(),
      last_outcome: row?.last_outcome as Job["last_outcome"],
      last_error: row?.last_error ?? undefined,
      last_seconds: row?.last_seconds ?? undefined,
    };
  });
  return { jobs };
}

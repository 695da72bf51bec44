// All SQL of the record of job runs.
import { sql } from "kysely";
import type { Database } from "#db/client.ts";

export type JobRuns = {
  name: string;
  runs: number;
  failures: number;
  started_at: Date;
  finished_at: Date;
  last_outcome: "done" | "failed";
  /** Null where none of these runs failed. */
  last_error: string | null;
  last_seconds: number;
};

/** Adds what one instance ran since it last told; the newest run of all instances stands. */
export async function addJobRuns(db: Database, runs: readonly JobRuns[]): Promise<void> {
  if (runs.length === 0) return;
  await sql`
    insert into job_runs as j (name, runs, failures, started_at, finished_at, last_outcome, last_error, last_seconds)
    select name, runs, failures, started_at, finished_at, last_outcome, last_error, last_seconds
    from json_to_recordset(${JSON.stringify(runs)}::json) as r (name text, runs bigint, failures bigint,
      started_at timestamptz, finished_at timestamptz, last_outcome text, last_error text, last_seconds double precision)
    order by name
    on conflict (name) do update set
      runs = j.runs + excluded.runs,
      failures = j.failures + excluded.failures,
      last_error = coalesce(excluded.last_error, j.last_error),
      started_at = greatest(j.started_at, excluded.started_at),
      finished_at = greatest(j.finished_at, excluded.finished_at),
      last_outcome = case when excluded.finished_at >= j.finished_at then excluded.last_outcome else j.last_outcome end,
      last_seconds = case when excluded.finished_at >= j.finished_at then excluded.last_seconds else j.last_seconds end`.execute(
    db,
  );
}

export function selectJobRuns(db: Database) {
  return db.selectFrom("job_runs").selectAll().execute();
}

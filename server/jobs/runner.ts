// Runs the background work of this instance. Every job is safe to run on many instances at once and to be killed at any point.
import { sealAudit } from "#server/audit/jobs.ts";
import { dropExpired } from "#server/auth/store.ts";
import { dropIdleKeys } from "#server/rate-limits/store.ts";
import type { Runtime } from "#server/runtime.ts";
import { destroyDeletedVaults } from "#server/vaults/jobs.ts";
import { writeActivity } from "./activity.ts";

type Job = { name: string; every_ms: number; run(runtime: Runtime): Promise<void> };

const JOBS: readonly Job[] = [
  { name: "seal_audit", every_ms: 500, run: sealAudit },
  { name: "write_activity", every_ms: 10_000, run: writeActivity },
  { name: "reload_signing_keys", every_ms: 60_000, run: ({ jwtKeys }) => jwtKeys.reload() },
  { name: "drop_expired", every_ms: 600_000, run: ({ db, clock }) => dropExpired(db, clock.now()) },
  { name: "drop_idle_rate_limits", every_ms: 600_000, run: ({ db }) => dropIdleKeys(db) },
  { name: "destroy_deleted_vaults", every_ms: 3_600_000, run: destroyDeletedVaults },
];

/** Starts every job; the result stops them and resolves when none is running any more. */
export function startJobs(runtime: Runtime): () => Promise<void> {
  const stop = new AbortController();
  const loops = JOBS.map((job) => loop(runtime, job, stop.signal));
  return async () => {
    stop.abort();
    await Promise.all(loops);
    await writeActivity(runtime).catch(() => {});
  };
}

async function loop(runtime: Runtime, job: Job, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await runJob(runtime, job);
    await pause(job.every_ms, signal);
  }
}

async function runJob(runtime: Runtime, job: Job): Promise<void> {
  const began = performance.now();
  try {
    await job.run(runtime);
    runtime.metrics.jobRan(job.name, "done", (performance.now() - began) / 1000);
  } catch (error) {
    runtime.metrics.jobRan(job.name, "failed", (performance.now() - began) / 1000);
    runtime.log.warn({ err: error, job: job.name }, "a job failed and will run again");
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}

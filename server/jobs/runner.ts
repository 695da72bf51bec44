// Runs the background work of this instance. Every job is safe to run on many instances at once and to be killed at any point.
import { sealAudit } from "#server/audit/jobs.ts";
import { dropExpired } from "#server/auth/store.ts";
import { failInterruptedRotations } from "#server/cmek/jobs.ts";
import { runDropEnrolments } from "#server/enrolment/jobs.ts";
import { measureOutbox, pruneMail, sendMail } from "#server/mail/jobs.ts";
import { runDropExpiredInvites } from "#server/organization/jobs.ts";
import { dropIdleKeys } from "#server/rate-limits/store.ts";
import type { Runtime } from "#server/runtime.ts";
import { dropSecretRequests } from "#server/secret-requests/jobs.ts";
import { purgeDeletedVersions, remindExpiring } from "#server/secrets/jobs.ts";
import { dropEndedShares } from "#server/sharing/jobs.ts";
import { destroyDeletedVaults } from "#server/vaults/jobs.ts";
import {
  measureDeliveries,
  pruneDeliveries,
  queueDeliveries,
  sendDeliveries,
} from "#server/webhooks/jobs.ts";
import { writeActivity } from "./activity.ts";
import { writeJobRuns } from "./record.ts";

type Job = {
  name: string;
  /** Pause between two runs. */
  every_ms: number;
  /** The signal says that the process is to end: what takes long should begin nothing more. */
  run(runtime: Runtime, signal: AbortSignal): Promise<void>;
};

export const JOBS: readonly Job[] = [
  { name: "seal_audit", every_ms: 500, run: sealAudit },
  { name: "send_mail", every_ms: 1_000, run: sendMail },
  { name: "reload_settings", every_ms: 2_000, run: ({ settings }) => settings.reload() },
  { name: "queue_webhook_deliveries", every_ms: 500, run: queueDeliveries },
  { name: "send_webhook_deliveries", every_ms: 500, run: sendDeliveries },
  { name: "write_activity", every_ms: 10_000, run: writeActivity },
  { name: "write_job_runs", every_ms: 10_000, run: writeJobRuns },
  { name: "measure_outbox", every_ms: 10_000, run: measureOutbox },
  { name: "measure_webhook_deliveries", every_ms: 10_000, run: measureDeliveries },
  { name: "reload_signing_keys", every_ms: 60_000, run: ({ jwtKeys }) => jwtKeys.reload() },
  { name: "drop_expired", every_ms: 600_000, run: ({ db, clock }) => dropExpired(db, clock.now()) },
  { name: "drop_expired_invites", every_ms: 600_000, run: runDropExpiredInvites },
  { name: "drop_enrolments", every_ms: 3_600_000, run: runDropEnrolments },
  { name: "drop_secret_requests", every_ms: 3_600_000, run: dropSecretRequests },
  { name: "drop_idle_rate_limits", every_ms: 600_000, run: ({ db }) => dropIdleKeys(db) },
  { name: "fail_interrupted_rotations", every_ms: 30_000, run: failInterruptedRotations },
  { name: "destroy_deleted_vaults", every_ms: 3_600_000, run: destroyDeletedVaults },
  { name: "purge_deleted_versions", every_ms: 3_600_000, run: purgeDeletedVersions },
  { name: "remind_expiring", every_ms: 3_600_000, run: remindExpiring },
  { name: "drop_ended_shares", every_ms: 600_000, run: dropEndedShares },
  { name: "prune_mail", every_ms: 3_600_000, run: pruneMail },
  { name: "prune_webhook_deliveries", every_ms: 3_600_000, run: pruneDeliveries },
];

/** Longest wait for jobs that are running when the process is to end; being killed harms none of them. */
const STOP_MS = 10_000;

/** Starts every job; the result stops them and resolves when none is running any more, or has had its time. */
export function startJobs(runtime: Runtime): () => Promise<void> {
  const stop = new AbortController();
  const loops = JOBS.map((job) => loop(runtime, job, stop.signal));
  return async () => {
    stop.abort();
    await Promise.race([Promise.all(loops), pause(STOP_MS, new AbortController().signal)]);
    await Promise.allSettled([writeActivity(runtime), writeJobRuns(runtime)]);
  };
}

async function loop(runtime: Runtime, job: Job, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await runJob(runtime, job, signal);
    await pause(job.every_ms, signal);
  }
}

async function runJob(runtime: Runtime, job: Job, signal: AbortSignal): Promise<void> {
  const started_at = runtime.clock.now();
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  try {
    await job.run(runtime, signal);
    runtime.metrics.jobRan(job.name, "done", seconds());
    runtime.jobRecord.ran(job.name, started_at, seconds());
  } catch (error) {
    runtime.metrics.jobRan(job.name, "failed", seconds());
    runtime.jobRecord.ran(job.name, started_at, seconds(), error);
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

// Forgets requests for secrets whose time was over long ago; until then they are shown as answered or expired.
import type { Runtime } from "#server/runtime.ts";
import { deleteExpiredBefore } from "./store.ts";

const KEPT_MS = 30 * 86_400_000;

/** Drops the requests that ended, or would have, 30 days ago. Safe to kill and to repeat. */
export async function dropSecretRequests({ db, clock }: Runtime): Promise<void> {
  await deleteExpiredBefore(db, new Date(clock.now().getTime() - KEPT_MS));
}

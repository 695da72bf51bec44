// Forgets what nobody can open any more.
import type { Runtime } from "#server/runtime.ts";
import { deleteExpiredBefore, dropEndedCiphertexts } from "./store.ts";

const BATCH = 500;
const KEPT_MS = 90 * 86_400_000;

/** Drops the ciphertexts of ended sealed shares, and every share 90 days after it expired. Safe to kill and to repeat. */
export async function dropEndedShares({ db, clock }: Runtime): Promise<void> {
  const now = clock.now();
  const before = new Date(now.getTime() - KEPT_MS);
  while ((await dropEndedCiphertexts(db, now, BATCH)) === BATCH);
  while ((await deleteExpiredBefore(db, "sealed_shares", before, BATCH)) === BATCH);
  while ((await deleteExpiredBefore(db, "shares", before, BATCH)) === BATCH);
}

// Forgets requests for enrolment whose time was over long ago; until then they are answered as decided or expired.
import type { Runtime } from "#server/runtime.ts";
import { deleteExpired } from "./store.ts";

const KEPT_MS = 7 * 86_400_000;

/** Drops the requests that expired a week ago. */
export async function runDropEnrolments({ db, clock }: Runtime): Promise<void> {
  await deleteExpired(db, new Date(clock.now().getTime() - KEPT_MS));
}

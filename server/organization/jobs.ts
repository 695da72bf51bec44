// Background work on organizations.
import type { Runtime } from "#server/runtime.ts";
import { dropExpiredInvites } from "./store.ts";

/** Forgets invitations that nobody used in time. */
export function runDropExpiredInvites({ db, clock }: Runtime): Promise<void> {
  return dropExpiredInvites(db, clock.now());
}

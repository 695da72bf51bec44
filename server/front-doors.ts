// Carries what the front door knows of a request to the pages that Next renders for it.
import { AsyncLocalStorage } from "node:async_hooks";
import type { FrontDoor } from "#server/api/app.ts";

const SLOT = Symbol.for("1claw.front-doors");
type Slot = typeof globalThis & { [SLOT]?: AsyncLocalStorage<FrontDoor> };

/** One storage for the process, because Next loads modules more than once. */
export function frontDoors(): AsyncLocalStorage<FrontDoor> {
  const slot = globalThis as Slot;
  slot[SLOT] ??= new AsyncLocalStorage();
  return slot[SLOT];
}

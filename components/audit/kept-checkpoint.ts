// The last checkpoint that this browser has verified, so that the next look at the log must agree with it.
// Holds nothing that is secret: an origin, a number of events, a root and its signature.

export type KeptCheckpoint = { note: string; verifier_key: string; size: number; at: string };

const PREFIX = "1claw-audit-checkpoint/";

/** Null where there is none, or where the browser keeps nothing. */
export function keptCheckpoint(origin: string): KeptCheckpoint | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + origin) ?? "null");
    return isKept(kept) ? kept : null;
  } catch {
    return null;
  }
}

export function keepCheckpoint(origin: string, kept: KeptCheckpoint): void {
  try {
    localStorage.setItem(PREFIX + origin, JSON.stringify(kept));
  } catch {
    // Without storage every look is the first one.
  }
}

function isKept(value: unknown): value is KeptCheckpoint {
  if (typeof value !== "object" || value === null) return false;
  const { note, verifier_key, size, at } = value as Record<string, unknown>;
  return (
    typeof note === "string" &&
    typeof verifier_key === "string" &&
    typeof size === "number" &&
    typeof at === "string"
  );
}

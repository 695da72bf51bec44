"use client";
// Rotations that run in this tab, one for each vault at most. They go on while one moves between pages; a closed tab or a
// lost network ends them between two calls, and the server knows where to go on.
// Must never let a key's bytes out of this tab, and drops them when a rotation is over.
import { useSyncExternalStore } from "react";
import { api } from "#components/api/client.ts";
import { cmek, type OneclawErrorBody } from "#sdk";
import { keepKey } from "./vault-key.ts";

export type Run = {
  status: "running" | "paused" | "done" | "refused";
  /** Both are unknown until the first batch is through. */
  processed: number | null;
  total: number | null;
  problem: string | null;
};

type Keys = { oldKey: Uint8Array; newKey: Uint8Array };
type Entry = { run: Run; keys: Keys; stop: AbortController; onStarted: () => void };

const entries = new Map<string, Entry>();
const listeners = new Set<() => void>();

function update(vault_id: string, change: Partial<Run>): void {
  const entry = entries.get(vault_id);
  if (!entry) return;
  entry.run = { ...entry.run, ...change };
  for (const listener of listeners) listener();
}

/** The rotation of the vault in this tab, or null. */
export function useRun(vault_id: string): Run | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => entries.get(vault_id)?.run ?? null,
    () => null,
  );
}

/** Whether a rotation of this vault is at work in this tab. */
export function isRotating(vault_id: string): boolean {
  return entries.get(vault_id)?.run.status === "running";
}

/** Begins, or goes on where an interrupted one stopped. `onStarted` is told when the vault is under the new key. */
export function beginRotation(vault_id: string, keys: Keys, onStarted: () => void): void {
  const run: Run = { status: "running", processed: null, total: null, problem: null };
  entries.set(vault_id, { run, keys, stop: new AbortController(), onStarted });
  void work(vault_id);
}

/** Stops between two calls; nothing is lost. */
export function pauseRotation(vault_id: string): void {
  entries.get(vault_id)?.stop.abort();
}

/** Goes on after a pause or a lost network. */
export function continueRotation(vault_id: string): void {
  const entry = entries.get(vault_id);
  if (!entry || entry.run.status === "running") return;
  entry.stop = new AbortController();
  update(vault_id, { status: "running", problem: null });
  void work(vault_id);
}

/** Drops a rotation that is not running, and its keys. */
export function dismissRotation(vault_id: string): void {
  const entry = entries.get(vault_id);
  if (!entry || entry.run.status === "running") return;
  forget(entry.keys);
  entries.delete(vault_id);
  for (const listener of listeners) listener();
}

async function work(vault_id: string): Promise<void> {
  const entry = entries.get(vault_id);
  if (!entry) return;
  const { keys, stop } = entry;
  await Promise.all([keepKey(keys.oldKey), keepKey(keys.newKey)]);
  const answer = await rotated(vault_id, entry).catch((error: unknown) => ({ error: thrown(error) }));
  if (answer.error) return ended(vault_id, answer.error, stop.signal.aborted);
  const { processed, total_secrets } = answer.data;
  update(vault_id, { status: "done", processed, total: total_secrets, problem: null });
  forget(keys);
  entry.onStarted();
}

async function rotated(vault_id: string, { keys, stop, onStarted }: Entry) {
  let told = false;
  const rotate = () =>
    api().cmek.rotate({
      vault_id,
      ...keys,
      signal: stop.signal,
      onProgress: ({ processed, total_secrets }) => {
        update(vault_id, { processed, total: total_secrets });
        if (!told) onStarted();
        told = true;
      },
    });
  const answer = await rotate();
  if (answer.error?.code !== "cmek_rotation_open") return answer;
  // One that lacked its last call only must not stand in the way.
  const settled = await settleRotation(vault_id, await cmek.fingerprint(keys.oldKey));
  return settled ? rotate() : answer;
}

function ended(vault_id: string, error: OneclawErrorBody, aborted: boolean): void {
  const lost = error.type === "network_error" || error.type === "rate_limit" || error.type === "server_error";
  if (aborted) update(vault_id, { status: "paused", problem: null });
  else update(vault_id, { status: lost ? "paused" : "refused", problem: error.message });
}

function thrown(error: unknown): OneclawErrorBody {
  return { type: "unknown", message: error instanceof Error ? error.message : "Something went wrong." };
}

function forget({ oldKey, newKey }: Keys): void {
  oldKey.fill(0);
  newKey.fill(0);
}

/** Ends the open rotation to the vault's present key where nothing is left of it; true when none is open any more. */
export async function settleRotation(vault_id: string, fingerprint: string): Promise<boolean> {
  const job = await api().cmek.startRotation(vault_id, { new_fingerprint: fingerprint });
  if (job.error) return false;
  return !(await api().cmek.completeRotation(vault_id, job.data.id)).error;
}

/** Gives up the rotation between two keys: each value stays under the key it is under. Gives a problem's sentence, or null. */
export async function abandonRotation(
  vault_id: string,
  old_fingerprint: string,
  new_fingerprint: string,
): Promise<string | null> {
  const job = await api().cmek.startRotation(vault_id, { old_fingerprint, new_fingerprint });
  if (job.error) return job.error.message;
  const answer = await api().cmek.abandonRotation(vault_id, job.data.id);
  return answer.error?.message ?? null;
}

"use client";
// The customer's keys that this tab holds: in memory, not extractable, gone with the page.
// Must never store, send or log a key or a plaintext.
import { useSyncExternalStore } from "react";
import { CmekOpenError, cmek } from "#sdk";

/** What must be known of a vault to work with its key. */
export type KeyedVault = { id: string; name?: string; cmek_enabled?: boolean; cmek_fingerprint?: string };

/** There is no key in this tab that could seal or open what was asked for; `KeyNeeded` asks for it. */
export class KeyMissingError extends Error {
  override readonly name = "KeyMissingError";
  constructor() {
    super("The key of this vault is not loaded in this tab.");
  }
}

const keys = new Map<string, CryptoKey>();
const listeners = new Set<() => void>();
let state = 0;

function changed(): void {
  state += 1;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the key with this fingerprint (the vault's own unless told otherwise) is loaded in this tab. */
export function hasKey(vault: KeyedVault, fingerprint = vault.cmek_fingerprint): boolean {
  return fingerprint !== undefined && keys.has(fingerprint);
}

/** `hasKey`, and the component renders again when a key is loaded or forgotten. */
export function useHasKey(vault: KeyedVault, fingerprint?: string): boolean {
  useSyncExternalStore(
    subscribe,
    () => state,
    () => 0,
  );
  return hasKey(vault, fingerprint);
}

/** Keeps a key for this tab and gives its fingerprint. Its bytes can not be read out of the tab again. */
export async function keepKey(bytes: Uint8Array): Promise<string> {
  const [fingerprint, key] = await Promise.all([cmek.fingerprint(bytes), cmek.importKey(bytes)]);
  keys.set(fingerprint, key);
  changed();
  return fingerprint;
}

/** Drops a key of this tab. */
export function forgetKey(fingerprint: string): void {
  if (keys.delete(fingerprint)) changed();
}

/**
 * The value behind what a vault with a customer-managed key hands out. Without a fingerprint the vault's present key is
 * tried first, then every other one of this tab, for a version may still be under an older key.
 * @throws KeyMissingError without a key to try; CmekOpenError when none of them opens it
 */
export async function openValue(vault: KeyedVault, value: string, fingerprint?: string): Promise<string> {
  const candidates = fingerprint === undefined ? presentFirst(vault) : [keys.get(fingerprint)];
  let tried = false;
  for (const key of candidates) {
    if (!key) continue;
    tried = true;
    const text = await cmek.open(key, value).catch((error: unknown) => {
      if (error instanceof CmekOpenError) return null;
      throw error;
    });
    if (text !== null) return text;
  }
  throw tried ? new CmekOpenError() : new KeyMissingError();
}

function presentFirst({ cmek_fingerprint }: KeyedVault): (CryptoKey | undefined)[] {
  const others = [...keys].filter(([fingerprint]) => fingerprint !== cmek_fingerprint).map(([, key]) => key);
  return [keys.get(cmek_fingerprint ?? ""), ...others];
}

/**
 * What to store in the vault for this text: the base64 of it under the vault's key. Send the vault's `cmek_fingerprint`
 * with it (`secrets.set(…, { cmekFingerprint })`), so that a rotation meanwhile is noticed.
 * @throws KeyMissingError
 */
export async function sealValue(vault: KeyedVault, plain: string): Promise<string> {
  const key = keys.get(vault.cmek_fingerprint ?? "");
  if (!key) throw new KeyMissingError();
  return cmek.seal(key, plain);
}

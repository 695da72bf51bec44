"use client";
import { KeyRound } from "lucide-react";
import { Copyable } from "#components/ui/copyable.tsx";
import { KeyDrop } from "./key-drop.tsx";
import { type KeyedVault, keepKey } from "./vault-key.ts";

/**
 * Asks for the key file where a value is to be sealed or opened. `fingerprint` names the key the value is under; without
 * it the vault's present key is meant, and where neither is known any key is taken.
 */
export function KeyNeeded({
  vault,
  fingerprint = vault.cmek_fingerprint,
  onLoaded,
}: {
  vault: KeyedVault;
  fingerprint?: string;
  onLoaded?: () => void;
}) {
  const isOlder = fingerprint !== undefined && fingerprint !== vault.cmek_fingerprint;
  return (
    <section aria-label="Key needed" className="grid gap-3 rounded-lg border bg-surface p-4">
      <div className="flex gap-3">
        <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
        <div className="min-w-0 text-sm">
          <p className="font-medium">
            {isOlder ? "An older key is needed" : "The key of this vault is needed"}
          </p>
          <p className="text-ink-soft">
            The value is encrypted with a key that this server does not have. Load the key file once; it stays
            in the memory of this tab until you close or reload it.
          </p>
          {fingerprint && (
            <p className="mt-1 flex flex-wrap items-center gap-x-2 text-ink-faint">
              Fingerprint <Copyable text={fingerprint} what="fingerprint" max={20} />
            </p>
          )}
        </div>
      </div>
      <KeyDrop
        label="Choose the key file"
        expected={fingerprint}
        onKey={(bytes) => {
          void keepKey(bytes)
            .finally(() => bytes.fill(0))
            .then(() => onLoaded?.());
        }}
      />
    </section>
  );
}

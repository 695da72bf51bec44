"use client";
import { LockKeyhole, LockKeyholeOpen } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { shortFingerprint } from "./key-file.ts";
import { type KeyedVault, useHasKey } from "./vault-key.ts";

/** Whether this tab holds the vault's key, and which key that is; nothing for a vault without one. */
export function KeyBadge({ vault }: { vault: KeyedVault }) {
  const isLoaded = useHasKey(vault);
  if (!vault.cmek_enabled || !vault.cmek_fingerprint) return null;
  const Icon = isLoaded ? LockKeyholeOpen : LockKeyhole;
  return (
    <Badge tone={isLoaded ? "ok" : "neutral"}>
      <Icon aria-hidden className="size-3" />
      {isLoaded ? "Key loaded" : "Key not loaded"}
      <span className="font-mono">{shortFingerprint(vault.cmek_fingerprint)}</span>
    </Badge>
  );
}

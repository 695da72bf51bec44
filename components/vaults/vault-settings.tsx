"use client";
import type { Me, Vault } from "./vault-queries.ts";

export function VaultSettings(_: { vault: Vault; me: Me }) {
  return null;
}

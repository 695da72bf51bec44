import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { VaultList } from "#components/vaults/vault-list.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Vaults" };

export default async function VaultsPage() {
  const client = await pageClient();
  return <VaultList initial={await load(client.vault.list({ limit: 100 }))} />;
}

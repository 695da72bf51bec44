import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { VaultList } from "#components/vaults/vault-list.tsx";
import { VAULTS_AT_ONCE } from "#components/vaults/vault-queries.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Vaults" };

export default async function VaultsPage() {
  const client = await pageClient();
  const [answer, counted] = await Promise.all([
    client.vault.list({ limit: VAULTS_AT_ONCE }),
    client.vault.summary({ limit: VAULTS_AT_ONCE }),
  ]);
  const { vaults } = await load(Promise.resolve(answer));
  const { vaults: summaries } = await load(Promise.resolve(counted));
  return <VaultList initial={{ vaults, summaries, next: answer.meta.next_cursor ?? null }} />;
}

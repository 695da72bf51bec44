import type { Metadata } from "next";
import { currentPerson } from "#app/load.ts";
import { VaultSettings } from "#components/vaults/vault-settings.tsx";
import { vaultOf } from "../vault.ts";

export const metadata: Metadata = { title: "Settings" };

type Props = { params: Promise<{ vault_id: string }> };

export default async function VaultSettingsPage({ params }: Props) {
  const [vault, person] = await Promise.all([vaultOf((await params).vault_id), currentPerson()]);
  return <VaultSettings vault={vault} me={{ id: person.id, role: person.role }} />;
}

import type { Metadata } from "next";
import { loadIfAllowed } from "#app/load.ts";
import { readDirectory } from "#components/policies/directory.ts";
import { POLICIES_AT_ONCE } from "#components/policies/policy-page.ts";
import { VaultPolicies } from "#components/policies/vault-policies.tsx";
import { pageClient } from "#server/session.ts";
import { vaultOf } from "../vault.ts";

export const metadata: Metadata = { title: "Policies" };

type Props = { params: Promise<{ vault_id: string }> };

export default async function VaultPoliciesPage({ params }: Props) {
  const { vault_id } = await params;
  const client = await pageClient();
  const vault = await vaultOf(vault_id);
  const [answer, names] = await Promise.all([
    client.access.list(vault_id, { limit: POLICIES_AT_ONCE }),
    readDirectory(client),
  ]);
  const listed = await loadIfAllowed(Promise.resolve(answer));
  const initial = listed && { ...listed, next: answer.meta.next_cursor ?? null };
  return <VaultPolicies vault={{ id: vault.id }} initial={initial} names={names} />;
}

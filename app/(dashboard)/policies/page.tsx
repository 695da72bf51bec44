import type { Metadata } from "next";
import { currentPerson, load } from "#app/load.ts";
import { AllPolicies } from "#components/policies/all-policies.tsx";
import { principalOf, readDirectory } from "#components/policies/directory.ts";
import { POLICIES_AT_ONCE } from "#components/policies/policy-page.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Policies" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

export default async function PoliciesPage({ searchParams }: Props) {
  const asked = await searchParams;
  const text = (name: string) => (typeof asked[name] === "string" ? asked[name] : null);
  const filter = { vault: text("vault"), principal: text("principal") };
  const client = await pageClient();
  await currentPerson();
  const names = await readDirectory(client);
  const principal = principalOf(filter.principal, names);
  const answer = await client.access.listEverywhere({
    limit: POLICIES_AT_ONCE,
    ...(filter.vault && UUID.test(filter.vault) && { vault_id: filter.vault }),
    ...(principal && { principal_id: principal.id }),
  });
  const { policies } = await load(Promise.resolve(answer));
  const initial = { policies, next: answer.meta.next_cursor ?? null };
  return <AllPolicies initial={initial} filter={filter} names={names} />;
}

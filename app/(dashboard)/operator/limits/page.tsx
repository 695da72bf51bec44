import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { Limits } from "#components/operator/limits.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Operator: limits" };

type Props = { searchParams: Promise<{ org?: string | string[] }> };

export default async function LimitsPage({ searchParams }: Props) {
  const { org } = await searchParams;
  const asked = typeof org === "string" ? org : "";
  const client = await pageClient();
  const [{ users }, found] = await Promise.all([
    load(client.admin.listUsers({ limit: 200 })),
    asked ? client.admin.getOrgLimits(asked) : null,
  ]);
  const names = new Map(users.map(({ org_id, org_name }) => [org_id, org_name]));
  return (
    <Limits
      key={asked}
      asked={asked}
      limits={found?.data ?? null}
      problem={found?.error?.message ?? null}
      organizations={[...names].map(([id, name]) => ({ id, name }))}
    />
  );
}

import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { Health } from "#components/operator/health.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Operator: health" };

export default async function HealthPage() {
  const client = await pageClient();
  const [health, hsm, { jobs }, { mail }] = await Promise.all([
    load(client.health.check()),
    load(client.health.hsm()),
    load(client.admin.listJobs()),
    load(client.auth.options()),
  ]);
  return <Health initial={{ health, hsm, jobs }} sendsMail={mail} />;
}

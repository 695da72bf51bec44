import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { Backup } from "#components/operator/backup.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Operator: backup" };

export default async function BackupPage() {
  const { provider } = await load((await pageClient()).health.hsm());
  return <Backup provider={provider} />;
}

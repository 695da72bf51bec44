import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { DeploymentSettings } from "#components/operator/deployment-settings.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Operator: settings" };

export default async function DeploymentSettingsPage() {
  const { settings } = await load((await pageClient()).admin.listSettings());
  return <DeploymentSettings initial={settings} />;
}

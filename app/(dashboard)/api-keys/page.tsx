import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { KeyList } from "#components/api-keys/key-list.tsx";
import { pageClient, pageSettings } from "#server/session.ts";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage() {
  const client = await pageClient();
  const [{ keys }, { public_url }] = await Promise.all([load(client.apiKeys.list()), pageSettings()]);
  return <KeyList initial={keys} base={public_url} />;
}

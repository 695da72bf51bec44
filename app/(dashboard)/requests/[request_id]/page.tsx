import type { Metadata } from "next";
import { currentPerson, load } from "#app/load.ts";
import { RequestAnswer } from "#components/requests/request-answer.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Request" };

type Props = { params: Promise<{ request_id: string }> };

export default async function RequestPage({ params }: Props) {
  const client = await pageClient();
  const [request, { id }] = await Promise.all([
    load(client.secretRequests.get((await params).request_id)),
    currentPerson(),
  ]);
  // Whoever registered the agent may answer no, also where the vault is not theirs to see.
  const vault = await client.vault.get(request.vault_id);
  return <RequestAnswer initial={request} vault={vault.error ? null : vault.data} me={{ id }} />;
}

import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { RequestList } from "#components/requests/request-list.tsx";
import { REQUESTS_AT_ONCE } from "#components/requests/request-queries.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Requests" };

export default async function RequestsPage() {
  const { secretRequests } = await pageClient();
  const [pending, decided] = await Promise.all([
    page(secretRequests.list({ limit: REQUESTS_AT_ONCE, status: "pending" })),
    page(secretRequests.list({ limit: REQUESTS_AT_ONCE, status: "decided" })),
  ]);
  return <RequestList initial={{ pending, decided }} />;
}

async function page(answering: ReturnType<Client["secretRequests"]["list"]>) {
  const { secret_requests } = await load(answering);
  return { requests: secret_requests, next: (await answering).meta.next_cursor ?? null };
}

type Client = Awaited<ReturnType<typeof pageClient>>;

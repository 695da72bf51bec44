// Requests for secrets as the pages read them. None of it holds a value.
import { api } from "#components/api/client.ts";
import { type ApiSchemas, type OneclawResponse, unwrap } from "#sdk";

export type SecretRequest = ApiSchemas["SecretRequestResponse"];
export type RequestPage = { requests: SecretRequest[]; next: string | null };
export type RequestStatus = "pending" | "decided";

export const REQUESTS_AT_ONCE = 50;

export const requestKeys = {
  all: ["secret-requests"] as const,
  list: (status: RequestStatus) => ["secret-requests", "list", status] as const,
  one: (id: string) => ["secret-requests", "one", id] as const,
};

/** @throws OneclawError */
export async function requestPage(status: RequestStatus, cursor: string | null): Promise<RequestPage> {
  const query = { status, limit: REQUESTS_AT_ONCE, ...(cursor && { cursor }) };
  return pageOf(await api().secretRequests.list(query));
}

/** @throws OneclawError */
export async function oneRequest(id: string): Promise<SecretRequest> {
  return unwrap(await api().secretRequests.get(id));
}

function pageOf(answer: OneclawResponse<ApiSchemas["SecretRequestListResponse"]>): RequestPage {
  return { requests: unwrap(answer).secret_requests, next: answer.meta.next_cursor ?? null };
}

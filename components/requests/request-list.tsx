"use client";
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import {
  type RequestPage,
  type RequestStatus,
  requestKeys,
  requestPage,
  type SecretRequest,
} from "./request-queries.ts";
import { RequestStatusBadge } from "./request-status.tsx";

const WAITING_MS = 10_000;

const PATH: Column<SecretRequest> = {
  id: "path",
  header: "Secret",
  primary: true,
  width: "wide",
  sortBy: ({ path }) => path,
  cell: ({ path }) => <span className="font-mono text-xs font-medium wrap-anywhere">{path}</span>,
};
const AGENT: Column<SecretRequest> = {
  id: "agent",
  header: "Agent",
  sortBy: ({ agent }) => agent?.name ?? null,
  cell: ({ agent }) => agent?.name ?? "Unknown",
};
const VAULT: Column<SecretRequest> = {
  id: "vault",
  header: "Vault",
  hideBelow: "md",
  cell: ({ vault_name }) => vault_name ?? "Unknown",
};
const WAITING: Column<SecretRequest>[] = [
  PATH,
  AGENT,
  VAULT,
  {
    id: "created_at",
    header: "Asked",
    sortBy: ({ created_at }) => created_at,
    cell: ({ created_at }) => <Time at={created_at} />,
  },
  { id: "expires_at", header: "Ends", hideBelow: "sm", cell: ({ expires_at }) => <Time at={expires_at} /> },
];
const DECIDED: Column<SecretRequest>[] = [
  PATH,
  {
    id: "status",
    header: "Outcome",
    bare: true,
    cell: ({ status }) => <RequestStatusBadge status={status} />,
  },
  AGENT,
  VAULT,
  {
    id: "decided_at",
    header: "Answered",
    cell: ({ decided_at = null }) => <Time at={decided_at} none="Nobody did" />,
  },
];

/** The requests that wait for the person, and those that are over. */
export function RequestList({ initial }: { initial: Record<RequestStatus, RequestPage> }) {
  const waiting = useRequests("pending", initial.pending);
  const decided = useRequests("decided", initial.decided);
  return (
    <>
      <PageHeader
        title="Requests"
        description="Values that agents may use but do not have. You enter or generate one here; the agent reads it from the vault and never sees it being made."
      />
      <DataTable
        {...waiting}
        label="Requests that wait"
        columns={WAITING}
        rowKey={({ id }) => id}
        href={({ id }) => `/requests/${id}`}
        sort={{ id: "created_at" }}
        search={{ placeholder: "Search requests", text: searched }}
        empty={
          <EmptyState art="mail" title="No agent waits for a value">
            An agent with a policy for a path can ask for the value there. The request then stands here until
            you answer it or its time is over, and comes by mail where this server sends any.
          </EmptyState>
        }
      />
      {decided.rows.length > 0 && (
        <Section title="Over" description="Answered, withdrawn or expired within the last month.">
          <DataTable
            {...decided}
            label="Requests that are over"
            columns={DECIDED}
            rowKey={({ id }) => id}
            href={({ id }) => `/requests/${id}`}
            empty={null}
          />
        </Section>
      )}
    </>
  );
}

function searched({ path, vault_name = "", agent, reason }: SecretRequest): string {
  return `${path} ${vault_name} ${agent?.name ?? ""} ${reason}`;
}

/** One list as the table takes it. */
function useRequests(status: RequestStatus, initial: RequestPage) {
  const query = useInfiniteQuery({
    queryKey: requestKeys.list(status),
    queryFn: ({ pageParam }: { pageParam: string | null }) => requestPage(status, pageParam),
    initialPageParam: null,
    getNextPageParam: (page: RequestPage) => page.next,
    initialData: { pages: [initial], pageParams: [null] } as InfiniteData<RequestPage, string | null>,
    refetchInterval: status === "pending" ? WAITING_MS : false,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return {
    rows: data.pages.flatMap(({ requests }) => requests),
    status: error ? ("error" as const) : ("ready" as const),
    error: error && <Alert tone="danger">{sentenceOf(error)}</Alert>,
    more: { has: hasNextPage, load: () => void fetchNextPage(), pending: isFetchingNextPage },
  };
}

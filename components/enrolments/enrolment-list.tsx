"use client";
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { type ApiSchemas, type OneclawResponse, unwrap } from "#sdk";
import { EnrolmentDrawer } from "./enrolment-drawer.tsx";
import type { Enrolment } from "./enrolment-status.tsx";
import { EnrolmentStatus } from "./enrolment-status.tsx";
import { HowToAsk } from "./how-to-ask.tsx";

type Status = "pending" | "decided";
type Page = { enrolments: Enrolment[]; next: string | null };

const WAITING_MS = 10_000;

const NAME: Column<Enrolment> = {
  id: "name",
  header: "Program",
  primary: true,
  width: "wide",
  sortBy: ({ name }) => name,
  cell: ({ name }) => <span className="font-medium">{name}</span>,
};
const FROM: Column<Enrolment> = {
  id: "ip",
  header: "Asks from",
  cell: ({ ip }) => <span className="font-mono text-xs">{ip ?? "unknown"}</span>,
};
const ASKED: Column<Enrolment> = {
  id: "created_at",
  header: "Asked",
  sortBy: ({ created_at }) => created_at,
  cell: ({ created_at }) => <Time at={created_at} />,
};
const WAITING: Column<Enrolment>[] = [
  NAME,
  {
    id: "description",
    header: "Says it is for",
    hideBelow: "md",
    cell: ({ description }) => description || "Not said",
  },
  FROM,
  ASKED,
  { id: "expires_at", header: "Ends", hideBelow: "sm", cell: ({ expires_at }) => <Time at={expires_at} /> },
];
const DECIDED: Column<Enrolment>[] = [
  NAME,
  { id: "status", header: "Outcome", bare: true, cell: ({ status }) => <EnrolmentStatus status={status} /> },
  { ...FROM, hideBelow: "sm" },
  { ...ASKED, hideBelow: "md" },
  {
    id: "decided_at",
    header: "Decided",
    cell: ({ decided_at = null }) => <Time at={decided_at} none="Nobody did" />,
  },
];

/** The requests that wait for the person, and those of the last week that are over. */
export function EnrolmentList({
  initial,
  address,
  email,
}: {
  initial: Record<Status, Page>;
  address: string;
  email: string;
}) {
  const waiting = useEnrolments("pending", initial.pending);
  const decided = useEnrolments("decided", initial.decided);
  const [shown, setShown] = useState<Enrolment | null>(null);
  const ask = <HowToAsk address={address} email={email} />;
  const nobody = waiting.rows.length === 0;
  return (
    <>
      <PageHeader
        title="Enrolments"
        description="Programs that ask to become agents of yours. Each gets a key only when you approve it, and access only when you grant it."
      />
      <DataTable
        {...waiting}
        label="Requests that wait"
        columns={WAITING}
        rowKey={({ id }) => id}
        onOpen={(row) => setShown(row)}
        sort={{ id: "created_at", desc: true }}
        search={{ placeholder: "Search requests", text: searched }}
        empty={
          <EmptyState
            art="mail"
            title="Nobody waits for you"
            action={<div className="w-[min(34rem,78vw)]">{ask}</div>}
          >
            A program without a key can ask for one with your address. The request then stands here for a day,
            and comes by mail where this server sends any. Requests without an address are open to whoever has
            their link.
          </EmptyState>
        }
      />
      {decided.rows.length > 0 && (
        <Section title="Decided" description="Over within the last week, newest first.">
          <DataTable
            {...decided}
            label="Decided requests"
            columns={DECIDED}
            rowKey={({ id }) => id}
            onOpen={(row) => setShown(row)}
            empty={null}
          />
        </Section>
      )}
      {!nobody && (
        <Section title="How a program asks" description="The address says whose request it is.">
          {ask}
        </Section>
      )}
      {shown && <EnrolmentDrawer key={shown.id} enrolment={shown} onClose={() => setShown(null)} />}
    </>
  );
}

function searched({ name, description, ip = "" }: Enrolment): string {
  return `${name} ${description} ${ip}`;
}

/** One list as the table takes it. */
function useEnrolments(status: Status, initial: Page) {
  const query = useInfiniteQuery({
    queryKey: ["enrolments", status],
    queryFn: async ({ pageParam }: { pageParam: string | null }) =>
      pageOf(await api().enrolments.list({ status, limit: 50, ...(pageParam && { cursor: pageParam }) })),
    initialPageParam: null,
    getNextPageParam: (page: Page) => page.next,
    initialData: { pages: [initial], pageParams: [null] } as InfiniteData<Page, string | null>,
    refetchInterval: status === "pending" ? WAITING_MS : false,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return {
    rows: data.pages.flatMap(({ enrolments }) => enrolments),
    status: error ? ("error" as const) : ("ready" as const),
    error: error && <Alert tone="danger">{sentenceOf(error)}</Alert>,
    more: { has: hasNextPage, load: () => void fetchNextPage(), pending: isFetchingNextPage },
  };
}

function pageOf(answer: OneclawResponse<ApiSchemas["EnrolmentListResponse"]>): Page {
  return { enrolments: unwrap(answer).enrolments, next: answer.meta.next_cursor ?? null };
}

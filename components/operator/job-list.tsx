"use client";
import { useQuery } from "@tanstack/react-query";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { type Job, secondsWords } from "./operator-queries.ts";

const EVERY_MS = 10_000;

/** The background work of all instances and how it went. */
export function JobList({ initial }: { initial: Job[] }) {
  const { data, error } = useQuery({
    queryKey: ["operator", "jobs"],
    queryFn: async () => (await ask(api().admin.listJobs())).jobs,
    initialData: initial,
    refetchInterval: EVERY_MS,
  });
  return (
    <Section
      title="Jobs"
      description="Over all instances. One that fails runs again after its pause; the log says why."
    >
      <DataTable
        label="Jobs"
        columns={COLUMNS}
        rows={data}
        rowKey={({ name }) => name}
        search={{ placeholder: "Search jobs", text: ({ name, last_error }) => `${name} ${last_error ?? ""}` }}
        sort={{ id: "name" }}
        status={error ? "error" : "ready"}
        error={<Alert tone="danger">{sentenceOf(error)}</Alert>}
        empty={null}
      />
    </Section>
  );
}

const COLUMNS: Column<Job>[] = [
  {
    id: "name",
    header: "Job",
    primary: true,
    sortBy: ({ name }) => name,
    cell: ({ name }) => <span className="font-mono text-xs">{name}</span>,
  },
  {
    id: "outcome",
    header: "Outcome",
    bare: true,
    sortBy: ({ last_outcome }) => last_outcome ?? null,
    cell: ({ last_outcome, last_error }) => (
      <span className="inline-flex flex-wrap items-center gap-2">
        {last_outcome === undefined && <Badge>Not run yet</Badge>}
        {last_outcome === "done" && <Badge tone="ok">Done</Badge>}
        {last_outcome === "failed" && <Badge tone="danger">Failed</Badge>}
        {last_error && <span className="text-xs text-ink-faint">Last failure: {last_error}</span>}
      </span>
    ),
  },
  {
    id: "last",
    header: "Last run",
    align: "end",
    sortBy: ({ last_finished_at }) => last_finished_at ?? null,
    cell: ({ last_finished_at }) => <Time at={last_finished_at ?? null} />,
  },
  {
    id: "took",
    header: "Took",
    align: "end",
    hideBelow: "sm",
    sortBy: ({ last_seconds }) => last_seconds ?? null,
    cell: ({ last_seconds }) => (last_seconds === undefined ? "—" : secondsWords(last_seconds)),
  },
  {
    id: "every",
    header: "Every",
    align: "end",
    hideBelow: "md",
    sortBy: ({ every_seconds }) => every_seconds,
    cell: ({ every_seconds }) => secondsWords(every_seconds),
  },
  {
    id: "runs",
    header: "Runs",
    align: "end",
    hideBelow: "md",
    sortBy: ({ runs }) => runs,
    cell: ({ runs }) => runs.toLocaleString("en"),
  },
  {
    id: "failures",
    header: "Failures",
    align: "end",
    sortBy: ({ failures }) => failures,
    cell: ({ failures }) => failures.toLocaleString("en"),
  },
];

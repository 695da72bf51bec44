import type { Metadata } from "next";
import { currentPerson, load } from "#app/load.ts";
import { AuditLog } from "#components/audit/audit-log.tsx";
import { EVENTS_AT_ONCE } from "#components/audit/audit-queries.ts";
import { readFilters, toQuery } from "#components/audit/filter-state.ts";
import { readDirectory } from "#components/policies/directory.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Audit log" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  const [client, asked] = await Promise.all([pageClient(), searchParams]);
  const filters = readFilters((name) => [asked[name]].flat()[0]);
  const [person, answer, seal, directory] = await Promise.all([
    currentPerson(),
    client.audit.query({ ...toQuery(filters, Date.now()), limit: EVENTS_AT_ONCE }),
    load(client.audit.checkpoint()),
    // Names are a help; without them the events show ids.
    readDirectory(client).catch(() => undefined),
  ]);
  const { events } = await load(Promise.resolve(answer));
  return (
    <AuditLog
      seesAll={person.role !== "member"}
      initial={{ filters, page: { events, next: answer.meta.next_cursor ?? null }, seal, directory }}
    />
  );
}

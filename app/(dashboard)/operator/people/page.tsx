import type { Metadata } from "next";
import { currentPerson, load } from "#app/load.ts";
import { PEOPLE_AT_ONCE } from "#components/operator/operator-queries.ts";
import { PeopleList } from "#components/operator/people-list.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Operator: people" };

type Props = { searchParams: Promise<{ q?: string | string[] }> };

export default async function PeoplePage({ searchParams }: Props) {
  const { q } = await searchParams;
  const asked = typeof q === "string" ? q.trim().slice(0, 254) : "";
  const client = await pageClient();
  const [me, answer] = await Promise.all([
    currentPerson(),
    client.admin.listUsers({ limit: PEOPLE_AT_ONCE, ...(asked && { q: asked }) }),
  ]);
  const { users, total } = await load(Promise.resolve(answer));
  return (
    <PeopleList me={me.id} asked={asked} initial={{ users, total, next: answer.meta.next_cursor ?? null }} />
  );
}

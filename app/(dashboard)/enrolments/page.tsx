import type { Metadata } from "next";
import { currentPerson, load } from "#app/load.ts";
import { EnrolmentList } from "#components/enrolments/enrolment-list.tsx";
import { pageClient, pageSettings } from "#server/session.ts";

export const metadata: Metadata = { title: "Enrolments" };

export default async function EnrolmentsPage() {
  const client = await pageClient();
  const [pending, decided, person, settings] = await Promise.all([
    page(client.enrolments.list({ limit: 50, status: "pending" })),
    page(client.enrolments.list({ limit: 50, status: "decided" })),
    currentPerson(),
    pageSettings(),
  ]);
  return <EnrolmentList initial={{ pending, decided }} address={settings.public_url} email={person.email} />;
}

async function page(answering: Promise<Awaited<ReturnType<Client["enrolments"]["list"]>>>) {
  const { enrolments } = await load(answering);
  return { enrolments, next: (await answering).meta.next_cursor ?? null };
}

type Client = Awaited<ReturnType<typeof pageClient>>;

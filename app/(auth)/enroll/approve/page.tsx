import type { Metadata } from "next";
import { load, personIfAny } from "#app/load.ts";
import { Approval } from "#components/enrolments/approval.tsx";
import { pageClient } from "#server/session.ts";
import { asked, type SearchParams } from "../../asked.ts";

export const metadata: Metadata = { title: "A program asks to become your agent" };

export default async function ApprovePage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await asked(searchParams, "token");
  const client = await pageClient();
  const [person, { google }] = await Promise.all([personIfAny(), load(client.auth.options())]);
  return <Approval token={token} person={person && { email: person.email }} google={google} />;
}

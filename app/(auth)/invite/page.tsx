import type { Metadata } from "next";
import { load, personIfAny } from "#app/load.ts";
import { Invitation } from "#components/auth/invitation.tsx";
import { pageClient } from "#server/session.ts";
import { asked, type SearchParams } from "../asked.ts";

export const metadata: Metadata = { title: "Invitation" };

export default async function InvitePage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await asked(searchParams, "token");
  const client = await pageClient();
  const [person, { google, mail }] = await Promise.all([personIfAny(), load(client.auth.options())]);
  return <Invitation token={token} person={person && { email: person.email }} options={{ google, mail }} />;
}

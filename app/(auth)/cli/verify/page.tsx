import type { Metadata } from "next";
import { load, personIfAny } from "#app/load.ts";
import { Device } from "#components/auth/device.tsx";
import { pageClient } from "#server/session.ts";
import { asked, type SearchParams } from "../../asked.ts";

export const metadata: Metadata = { title: "Sign in a device" };

export default async function VerifyDevicePage({ searchParams }: { searchParams: SearchParams }) {
  const { code } = await asked(searchParams, "code");
  const client = await pageClient();
  const [person, { google }] = await Promise.all([personIfAny(), load(client.auth.options())]);
  return <Device code={code} person={person && { email: person.email }} google={google} />;
}

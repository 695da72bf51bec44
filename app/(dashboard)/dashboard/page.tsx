import type { Metadata } from "next";
import { cookies } from "next/headers";
import { currentPerson } from "#app/load.ts";
import { DashboardView } from "#components/dashboard/dashboard-view.tsx";
import { HIDDEN_COOKIE } from "#components/dashboard/first-steps.ts";
import { QUERIES } from "#components/dashboard/queries.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardPage() {
  // Leads to the sign-in where nobody is signed in; everything below may rely on it.
  await currentPerson();
  const [client, jar] = await Promise.all([pageClient(), cookies()]);
  const isHidden = jar.get(HIDDEN_COOKIE)?.value === "hidden";
  const [activity, events, denials, expiring, names, health, facts] = await Promise.all([
    QUERIES.activity(30).ask(client),
    QUERIES.events.ask(client),
    QUERIES.denials.ask(client),
    QUERIES.expiring.ask(client),
    QUERIES.names.ask(client),
    QUERIES.health.ask(client),
    isHidden ? null : QUERIES.facts.ask(client),
  ]);
  return <DashboardView initial={{ activity, events, denials, expiring, names, health, facts }} />;
}

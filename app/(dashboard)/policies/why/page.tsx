import type { Metadata } from "next";
import { currentPerson } from "#app/load.ts";
import { readDirectory } from "#components/policies/directory.ts";
import { WhyPage } from "#components/policies/why-page.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Why?" };

export default async function PolicyWhyPage() {
  await currentPerson();
  return <WhyPage names={await readDirectory(await pageClient())} />;
}

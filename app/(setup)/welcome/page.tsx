import type { Metadata } from "next";
import { currentPerson, load } from "#app/load.ts";
import { pickBegun, readGranted } from "#components/welcome/begun.ts";
import { Welcome } from "#components/welcome/welcome.tsx";
import { pageClient, pageSettings } from "#server/session.ts";

export const metadata: Metadata = { title: "Welcome" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function WelcomePage({ searchParams }: Props) {
  const { display_name, email } = await currentPerson();
  const [asked, client, { public_url }] = await Promise.all([searchParams, pageClient(), pageSettings()]);
  const [summary, vaults, agents] = await Promise.all([
    load(client.vault.summary({ limit: 100 })),
    load(client.vault.list({ limit: 100 })),
    load(client.agents.list({ limit: 100 })),
  ]);
  const begun = pickBegun(asked, summary.vaults, vaults.vaults, agents.agents);
  const granted = await readGranted(client, begun);
  return (
    <Welcome
      name={display_name || email}
      initial={{ ...begun, ...granted }}
      base={new URL(public_url).origin}
    />
  );
}

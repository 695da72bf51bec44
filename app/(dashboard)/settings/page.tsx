import type { Metadata } from "next";
import { cookies } from "next/headers";
import { currentPerson, load } from "#app/load.ts";
import { Settings } from "#components/settings/settings.tsx";
import { readShortcuts, SHORTCUTS_COOKIE } from "#components/ui/shortcut-choice.ts";
import { readTheme, THEME_COOKIE } from "#components/ui/theme.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const client = await pageClient();
  const [me, organization, members, jar] = await Promise.all([
    currentPerson(),
    load(client.org.get()),
    client.org.listMembers(),
    cookies(),
  ]);
  const { members: people } = await load(Promise.resolve(members));
  return (
    <Settings
      me={me}
      organization={organization}
      // Of more people than a page holds, the server says whether another one is an owner.
      isLastOwner={
        me.role === "owner" &&
        members.meta.next_cursor === undefined &&
        people.filter(({ role }) => role === "owner").length === 1
      }
      theme={readTheme(jar.get(THEME_COOKIE)?.value)}
      hasShortcuts={readShortcuts(jar.get(SHORTCUTS_COOKIE)?.value)}
    />
  );
}

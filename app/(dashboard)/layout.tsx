import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentPerson, load } from "#app/load.ts";
import { Shell } from "#components/shell/shell.tsx";
import { readTheme, THEME_COOKIE } from "#components/ui/theme.ts";
import { pageClient } from "#server/session.ts";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const client = await pageClient();
  const [person, organization, jar] = await Promise.all([currentPerson(), load(client.org.get()), cookies()]);
  const { display_name, email, is_operator } = person;
  return (
    <Shell
      person={{ display_name, email, is_operator, organization: organization.name }}
      theme={readTheme(jar.get(THEME_COOKIE)?.value)}
    >
      {children}
    </Shell>
  );
}

import type { Metadata } from "next";
import { currentPerson, load, loadIfAllowed } from "#app/load.ts";
import { ChangePassword } from "#components/security/change-password.tsx";
import { IpRules } from "#components/security/ip-rules.tsx";
import { SecondFactor } from "#components/security/second-factor.tsx";
import { SessionList } from "#components/security/session-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  const client = await pageClient();
  const [person, mfa, listed, ruled] = await Promise.all([
    currentPerson(),
    load(client.auth.mfaStatus()),
    client.auth.listSessions({ limit: 50 }),
    client.security.listIpRules({ limit: 100 }),
  ]);
  const { sessions } = await load(Promise.resolve(listed));
  const rules = await loadIfAllowed(Promise.resolve(ruled));
  return (
    <>
      <PageHeader
        title="Security"
        description="How you sign in, where you are, and from where others may come."
      />
      <SecondFactor initial={mfa} />
      <SessionList initial={{ sessions, next: listed.meta.next_cursor ?? null }} />
      <ChangePassword email={person.email} auth_method={person.auth_method} />
      <IpRules initial={rules && { rules: rules.rules, next: ruled.meta.next_cursor ?? null }} />
    </>
  );
}

"use client";
import { Plus, Vault } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ApiSchemas } from "#sdk";
import { InviteList } from "./invite-list.tsx";
import { MemberList } from "./member-list.tsx";
import { ROLES } from "./roles.ts";
import { type InvitesPage, type Me, nameOf, type PeoplePage } from "./team-queries.ts";

const InviteDialog = lazyDialog(
  () => import("./invite-dialog.tsx").then((file) => file.InviteDialog),
  ({ open }) => open,
);

/** The organization's people: who is in it, who is invited, what each role may. */
export function Team({
  me,
  organization,
  people,
  invites,
  keysVault,
  sendsMail,
}: {
  me: Me;
  organization: ApiSchemas["OrganizationResponse"];
  people: PeoplePage;
  /** Null for who may not see them. */
  invites: InvitesPage | null;
  keysVault: string | null;
  sendsMail: boolean;
}) {
  const [inviting, setInviting] = useState(false);
  const isAdmin = me.role !== "member";
  return (
    <>
      <PageHeader
        title="Team"
        description={`The people of ${organization.name}, and what each of them may do.`}
        actions={
          isAdmin && (
            <Button variant="solid" onClick={() => setInviting(true)}>
              <Plus aria-hidden className="size-4" />
              Invite
            </Button>
          )
        }
      />
      {!isAdmin && <WhoDecides people={people} />}
      <Section title="Members">
        <MemberList me={me} organization={organization.name} initial={people} />
      </Section>
      {invites && (
        <Section
          title="Invitations"
          description="Each is for one address, works once, and ends by itself after seven days."
        >
          <InviteList initial={invites} people={people} onInvite={() => setInviting(true)} />
        </Section>
      )}
      <Section
        title="Roles"
        description="A role is about the organization. What somebody reads is a matter of policies."
      >
        <dl className="grid gap-3 sm:grid-cols-3">
          {ROLES.map(({ role, title, may }) => (
            <Card key={role} className="p-4">
              <dt className="text-sm font-medium">{title}</dt>
              <dd className="mt-1 text-sm text-ink-soft">{may}</dd>
            </Card>
          ))}
        </dl>
      </Section>
      <Section
        title="Agents’ keys"
        description="The private identity keys of the organization’s agents lie in a vault of their own."
      >
        <KeysVault vault_id={keysVault} />
      </Section>
      <InviteDialog open={inviting} onOpenChange={setInviting} me={me} sendsMail={sendsMail} />
    </>
  );
}

function WhoDecides({ people }: { people: PeoplePage }) {
  const deciding = people.members.filter(({ role }) => role !== "member");
  const shown = deciding.slice(0, 3).map(nameOf);
  const more = deciding.length - shown.length;
  return (
    <div className="mb-6">
      <Alert tone="info" title="You are a member here">
        Owners and admins invite people, change roles and remove members
        {shown.length > 0 && `: ask ${shown.join(" or ")}${more > 0 ? `, or one of ${more} more` : ""}`}.
      </Alert>
    </div>
  );
}

function KeysVault({ vault_id }: { vault_id: string | null }) {
  return (
    <Card className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-3">
      {vault_id ? (
        <>
          <Copyable text={vault_id} what="the id of the vault of agents' keys" />
          <Link href={`/vaults/${vault_id}`} className={buttonLook()}>
            <Vault aria-hidden className="size-3.5" />
            Open the vault
          </Link>
        </>
      ) : (
        <p className="text-sm text-ink-soft">There is none yet. It is made with your first agent.</p>
      )}
    </Card>
  );
}

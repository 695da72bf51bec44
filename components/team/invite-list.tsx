"use client";
import { X } from "lucide-react";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { usePages } from "#components/api/use-pages.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { useLast } from "#components/ui/use-last.ts";
import { roleTitle } from "./roles.ts";
import {
  type Invite,
  type InvitesPage,
  invitesPage,
  nameOf,
  type PeoplePage,
  useTeamChanged,
} from "./team-queries.ts";

/** Invitations that were not used yet. */
export function InviteList({
  initial,
  people,
  onInvite,
}: {
  initial: InvitesPage;
  people: PeoplePage;
  onInvite: () => void;
}) {
  const [revoking, setRevoking] = useState<Invite | null>(null);
  const { list, pages, table } = usePages(["team", "invites"], invitesPage, initial);
  return (
    <>
      <DataTable
        label="Invitations"
        columns={columnsWith(new Map(people.members.map((member) => [member.id, nameOf(member)])))}
        rows={pages.flatMap(({ invites }) => invites)}
        rowKey={({ id }) => id}
        sort={{ id: "sent", desc: true }}
        actions={(invite) => (
          <Button
            size="sm"
            aria-label={`Revoke the invitation of ${invite.email}`}
            onClick={() => setRevoking(invite)}
          >
            <X aria-hidden className="size-3.5 sm:hidden" />
            <span className="max-sm:hidden">Revoke</span>
          </Button>
        )}
        {...table}
        error={
          <Alert tone="danger" action={<Button onClick={() => void list.refetch()}>Try again</Button>}>
            {sentenceOf(list.error)}
          </Alert>
        }
        empty={
          <EmptyState
            art="mail"
            title="No open invitations"
            action={<Button onClick={onInvite}>Invite</Button>}
          >
            Who is invited comes in with their own account and the role you chose.
          </EmptyState>
        }
      />
      <RevokeDialog invite={revoking} onOpenChange={(open) => !open && setRevoking(null)} />
    </>
  );
}

function RevokeDialog({
  invite: asked,
  onOpenChange,
}: {
  invite: Invite | null;
  onOpenChange: (open: boolean) => void;
}) {
  const invite = useLast(asked);
  const toast = useToast();
  const changed = useTeamChanged();
  if (!invite) return null;
  return (
    <ConfirmDialog
      open={asked !== null}
      onOpenChange={onOpenChange}
      title="Revoke the invitation"
      action="Revoke"
      onConfirm={async () => {
        const answer = await api().org.revokeInvite(invite.id);
        if (answer.error) return answer.error.message;
        await changed();
        toast({ title: `The invitation of ${invite.email} is revoked` });
      }}
    >
      <p>
        The link that <span className="font-medium wrap-anywhere text-ink">{invite.email}</span> was sent
        stops working at once. You can invite the address again.
      </p>
    </ConfirmDialog>
  );
}

function columnsWith(names: Map<string, string>): Column<Invite>[] {
  return [
    {
      id: "email",
      header: "E-mail",
      primary: true,
      sortBy: ({ email }) => email,
      cell: ({ email }) => email,
    },
    {
      id: "role",
      header: "Role",
      bare: true,
      sortBy: ({ role }) => role,
      cell: ({ role }) => <Badge>{roleTitle(role)}</Badge>,
    },
    {
      id: "by",
      header: "Invited by",
      hideBelow: "md",
      cell: ({ invited_by }) => names.get(invited_by) ?? "Somebody who left",
    },
    {
      id: "sent",
      header: "Sent",
      hideBelow: "sm",
      sortBy: ({ created_at }) => created_at,
      cell: ({ created_at }) => <Time at={created_at} />,
    },
    {
      id: "expires",
      header: "Ends",
      sortBy: ({ expires_at }) => expires_at,
      cell: ({ expires_at }) => <Time at={expires_at} />,
    },
  ];
}

"use client";
import { Ellipsis, LogOut, UserCog, UserMinus } from "lucide-react";
import { useState } from "react";
import { sentenceOf } from "#components/api/client.ts";
import { usePages } from "#components/api/use-pages.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { Time } from "#components/ui/time.tsx";
import { rolesToGive, roleTitle, whyNotRemove } from "./roles.ts";
import { SIGN_IN_WORDS } from "./sign-in-words.ts";
import { type Me, type Member, nameOf, type PeoplePage, peoplePage } from "./team-queries.ts";

const RoleDialog = lazyDialog(
  () => import("./role-dialog.tsx").then((file) => file.RoleDialog),
  ({ member }) => member !== null,
);

const RemoveDialog = lazyDialog(
  () => import("./remove-dialog.tsx").then((file) => file.RemoveDialog),
  ({ member }) => member !== null,
);

const ROLE_ORDER = ["owner", "admin", "member"];

type Act = { what: "role" | "remove"; member: Member };

export function MemberList({
  me,
  organization,
  initial,
}: {
  me: Me;
  organization: string;
  initial: PeoplePage;
}) {
  const [act, setAct] = useState<Act | null>(null);
  const { list, pages, table } = usePages(["team", "members"], peoplePage, initial);
  const close = (open: boolean) => {
    if (!open) setAct(null);
  };
  return (
    <>
      <DataTable
        label="Members"
        columns={columnsFor(me)}
        rows={pages.flatMap(({ members }) => members)}
        rowKey={({ id }) => id}
        search={{
          placeholder: "Search members",
          text: ({ display_name, email, role }) => `${display_name} ${email} ${role}`,
        }}
        sort={{ id: "joined" }}
        actions={(member) => (
          <Menu
            label={`Actions for ${nameOf(member)}`}
            trigger={
              <Button variant="ghost" size="icon" aria-label={`Actions for ${nameOf(member)}`}>
                <Ellipsis aria-hidden className="size-4" />
              </Button>
            }
            items={itemsFor(me, member, setAct)}
          />
        )}
        {...table}
        error={
          <Alert tone="danger" action={<Button onClick={() => void list.refetch()}>Try again</Button>}>
            {sentenceOf(list.error)}
          </Alert>
        }
        empty={<EmptyState art="people" title="Nobody is here" />}
      />
      <RoleDialog me={me} member={act?.what === "role" ? act.member : null} onOpenChange={close} />
      <RemoveDialog
        me={me}
        organization={organization}
        member={act?.what === "remove" ? act.member : null}
        onOpenChange={close}
      />
    </>
  );
}

function itemsFor(me: Me, member: Member, act: (act: Act) => void): MenuItem[] {
  const canChange = rolesToGive(me, member).length > 0;
  const role: MenuItem = {
    label: "Change role …",
    icon: UserCog,
    disabled: !canChange,
    hint: canChange
      ? undefined
      : me.role === "member"
        ? "Only owners and admins change roles"
        : "Only owners change an owner’s role",
    onSelect: () => act({ what: "role", member }),
  };
  const onSelect = () => act({ what: "remove", member });
  if (me.id === member.id)
    return [role, "separator", { label: "Leave …", icon: LogOut, tone: "danger", onSelect }];
  const reason = whyNotRemove(me, member);
  return [
    role,
    "separator",
    {
      label: "Remove …",
      icon: UserMinus,
      tone: "danger",
      disabled: reason !== null,
      hint: reason ?? undefined,
      onSelect,
    },
  ];
}

function columnsFor(me: Me): Column<Member>[] {
  return [
    {
      id: "name",
      header: "Name",
      primary: true,
      sortBy: (member) => nameOf(member).toLowerCase(),
      cell: (member) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {nameOf(member)}
          {member.id === me.id && <Badge>You</Badge>}
        </span>
      ),
    },
    {
      id: "email",
      header: "E-mail",
      bare: true,
      sortBy: ({ email }) => email,
      cell: ({ email }) => <span className="wrap-anywhere">{email}</span>,
    },
    {
      id: "role",
      header: "Role",
      bare: true,
      sortBy: ({ role }) => ROLE_ORDER.indexOf(role),
      cell: ({ role }) => <Badge tone={role === "owner" ? "accent" : "neutral"}>{roleTitle(role)}</Badge>,
    },
    {
      id: "method",
      header: "Signs in with",
      hideBelow: "md",
      sortBy: ({ auth_method }) => auth_method,
      cell: ({ auth_method }) => SIGN_IN_WORDS[auth_method] ?? auth_method,
    },
    {
      id: "joined",
      header: "Account since",
      align: "end",
      sortBy: ({ created_at }) => created_at,
      cell: ({ created_at }) => <Time at={created_at} mode="date" />,
    },
  ];
}

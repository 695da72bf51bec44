"use client";
import { CopyPlus, Ellipsis, MessageCircleQuestion, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable, type DataTableProps } from "#components/ui/data-table.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { Time } from "#components/ui/time.tsx";
import { ConditionBadges } from "./condition-badges.tsx";
import { type Directory, nameOf, type Policy, vaultName } from "./directory.ts";
import { PolicyEditor } from "./policy-editor.tsx";
import { PolicySentence } from "./policy-sentence.tsx";
import { policyText } from "./policy-words.ts";
import { PrincipalName } from "./principal-name.tsx";
import { whyHref } from "./why-question.ts";

const PolicyDelete = lazyDialog(
  () => import("./policy-delete.tsx").then((file) => file.PolicyDelete),
  ({ open }) => open,
);

type Props = {
  policies: Policy[];
  directory: Directory;
  empty: ReactNode;
  /** In the table of one vault its column is left out. */
  withVault?: boolean;
  toolbar?: ReactNode;
  more?: DataTableProps<Policy>["more"];
  status?: DataTableProps<Policy>["status"];
  error?: ReactNode;
};

type Act = { kind: "edit" | "copy" | "delete"; policy: Policy };

/** Policies with everything that can be done with one: change, copy, ask why, delete. */
export function PolicyTable({ policies, directory, empty, withVault = false, ...rest }: Props) {
  const [act, setAct] = useState<Act | null>(null);
  const [open, setOpen] = useState(false);
  const start = (next: Act) => {
    setAct(next);
    setOpen(true);
  };
  return (
    <>
      <DataTable
        label="Policies"
        columns={columnsFor(directory, withVault)}
        rows={policies}
        rowKey={({ id }) => id}
        empty={empty}
        search={{
          placeholder: "Search names, paths, permissions",
          text: (policy) =>
            policyText(policy, {
              principal: nameOf(directory, policy.principal_type, policy.principal_id),
              vault: vaultName(directory, policy.vault_id),
            }),
        }}
        onOpen={(policy) => start({ kind: "edit", policy })}
        actions={(policy) => <Actions policy={policy} directory={directory} onAct={start} />}
        {...rest}
      />
      <PolicyEditor
        open={open && (act?.kind === "edit" || act?.kind === "copy")}
        onOpenChange={setOpen}
        directory={directory}
        policy={act?.kind === "edit" ? act.policy : null}
        prefill={act?.kind === "copy" ? act.policy : null}
        fixedVault={!withVault}
      />
      {act?.kind === "delete" && (
        <PolicyDelete
          key={act.policy.id}
          open={open}
          onOpenChange={setOpen}
          policy={act.policy}
          directory={directory}
        />
      )}
    </>
  );
}

function Actions({
  policy,
  directory,
  onAct,
}: {
  policy: Policy;
  directory: Directory;
  onAct: (act: Act) => void;
}) {
  const who = nameOf(directory, policy.principal_type, policy.principal_id);
  const name = `Policy for ${who} on ${policy.secret_path_pattern}`;
  return (
    <Menu
      label={name}
      trigger={
        <Button variant="ghost" size="icon" aria-label={`Actions for: ${name}`}>
          <Ellipsis aria-hidden className="size-4" />
        </Button>
      }
      items={[
        { label: "Change", icon: Pencil, onSelect: () => onAct({ kind: "edit", policy }) },
        { label: "Copy as new", icon: CopyPlus, onSelect: () => onAct({ kind: "copy", policy }) },
        { label: "Ask why", icon: MessageCircleQuestion, href: whyHref(questionAbout(policy)) },
        "separator",
        {
          label: "Delete",
          icon: Trash2,
          tone: "danger",
          onSelect: () => onAct({ kind: "delete", policy }),
        },
      ]}
    />
  );
}

/** As much of the question as the policy says: its path only where it names one. */
function questionAbout(policy: Policy) {
  const { vault_id, principal_type, principal_id, secret_path_pattern, permissions } = policy;
  return {
    vault: vault_id,
    principal: `${principal_type}:${principal_id}`,
    path: secret_path_pattern.includes("*") ? "" : secret_path_pattern,
    permission: permissions[0] ?? "read",
  };
}

function columnsFor(directory: Directory, withVault: boolean): Column<Policy>[] {
  const principal = (policy: Policy) => nameOf(directory, policy.principal_type, policy.principal_id);
  return [
    {
      id: "principal",
      header: "Who",
      primary: true,
      sortBy: principal,
      cell: ({ principal_type: type, principal_id: id }) => (
        <PrincipalName short directory={directory} type={type} id={id} />
      ),
    },
    {
      id: "sentence",
      header: "Policy",
      bare: true,
      sortBy: ({ secret_path_pattern }) => secret_path_pattern,
      cell: (policy) => (
        <PolicySentence
          policy={policy}
          principal={principal(policy)}
          vault={vaultName(directory, policy.vault_id)}
        />
      ),
    },
    ...(withVault
      ? [
          {
            id: "vault",
            header: "Vault",
            hideBelow: "lg" as const,
            sortBy: ({ vault_id }: Policy) => vaultName(directory, vault_id),
            cell: ({ vault_id }: Policy) => (
              <Link
                href={`/vaults/${vault_id}/policies`}
                className="inline-flex min-h-6 items-center underline-offset-3 hover:text-ink hover:underline"
              >
                {vaultName(directory, vault_id)}
              </Link>
            ),
          },
        ]
      : []),
    {
      id: "permissions",
      header: "Permissions",
      hideBelow: "md",
      cell: ({ permissions }) => (
        <span className="inline-flex gap-1">
          {permissions.map((permission) => (
            <Badge key={permission} tone={permission === "read" ? "neutral" : "warn"}>
              {permission}
            </Badge>
          ))}
        </span>
      ),
    },
    {
      id: "conditions",
      header: "Conditions",
      hideBelow: "lg",
      cell: ({ conditions }) => <ConditionBadges conditions={conditions} />,
    },
    {
      id: "expires",
      header: "Ends",
      width: "narrow",
      sortBy: ({ expires_at }) => (expires_at ? Date.parse(expires_at) : null),
      cell: ({ expires_at }) => <Time at={expires_at ?? null} none="Never" />,
    },
    {
      id: "created_by",
      header: "Made by",
      hideBelow: "lg",
      sortBy: ({ created_by_type, created_by }) => nameOf(directory, created_by_type, created_by),
      cell: ({ created_by_type: type, created_by: id }) => (
        <PrincipalName short directory={directory} type={type} id={id} />
      ),
    },
  ];
}

"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { sentenceOf } from "#components/api/client.ts";
import { usePages } from "#components/api/use-pages.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { CustodyBadges } from "./custody-badges.tsx";
import { countWords, type Vault, type VaultPage, type VaultSummary, vaultPage } from "./vault-queries.ts";

const CreateVault = lazyDialog(
  () => import("./create-vault.tsx").then((file) => file.CreateVault),
  ({ open }) => open,
);

type Row = { vault: Vault; summary: VaultSummary | undefined };

const COLUMNS: Column<Row>[] = [
  {
    id: "name",
    header: "Name",
    primary: true,
    width: "wide",
    sortBy: ({ vault }) => vault.name.toLowerCase(),
    cell: ({ vault }) => vault.name,
  },
  {
    id: "custody",
    header: "Custody",
    bare: true,
    cell: ({ vault }) =>
      (vault.cmek_enabled || vault.mpc_custody) && (
        <span className="inline-flex gap-1.5">
          <CustodyBadges vault={vault} />
        </span>
      ),
  },
  {
    id: "secrets",
    header: "Secrets",
    align: "end",
    sortBy: ({ summary }) => summary?.secrets ?? null,
    cell: ({ summary }) => <Count count={summary?.secrets} />,
  },
  {
    id: "agents",
    header: "Agents",
    align: "end",
    sortBy: ({ summary }) => summary?.agents ?? null,
    cell: ({ summary }) => <Count count={summary?.agents} />,
  },
  {
    id: "last_read",
    header: "Last read",
    align: "end",
    sortBy: ({ summary }) => summary?.last_read_at ?? null,
    cell: ({ summary }) => <Time at={summary?.last_read_at ?? null} none="—" />,
  },
  {
    id: "created",
    header: "Created",
    align: "end",
    hideBelow: "md",
    sortBy: ({ vault }) => vault.created_at,
    cell: ({ vault }) => <Time at={vault.created_at} />,
  },
];

/** A number of a vault; a dash where somebody may not know it. */
function Count({ count }: { count: number | undefined }) {
  if (count !== undefined) return countWords(count);
  return (
    <span className="text-ink-faint" title="Only who administers the vault sees this">
      —
    </span>
  );
}

/** Every vault the person can reach. */
export function VaultList({ initial }: { initial: VaultPage }) {
  const [creating, setCreating] = useState(false);
  const { list, pages, table } = usePages(["vaults", "list"], vaultPage, initial);
  const summaries = new Map(pages.flatMap((page) => page.summaries.map((each) => [each.vault_id, each])));
  const rows = pages.flatMap((page) =>
    page.vaults.map((vault) => ({ vault, summary: summaries.get(vault.id) })),
  );
  const create = (
    <Button variant="solid" onClick={() => setCreating(true)}>
      <Plus aria-hidden className="size-4" />
      Create vault
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Vaults"
        description="Each has a key of its own. Secrets lie in it at paths; policies say who may read which."
        actions={rows.length > 0 && create}
      />
      <DataTable
        label="Vaults"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ vault }) => vault.id}
        href={({ vault }) => `/vaults/${vault.id}`}
        search={{
          placeholder: "Search vaults",
          text: ({ vault }) => `${vault.name} ${vault.description} ${vault.id}`,
        }}
        sort={{ id: "name" }}
        {...table}
        error={<Alert tone="danger">{sentenceOf(list.error)}</Alert>}
        empty={
          <EmptyState art="vault" title="Create your first vault" action={create}>
            A vault holds the secrets that belong together, such as those of one environment. Agents read from
            it only what a policy gives them.
          </EmptyState>
        }
      />
      <CreateVault open={creating} onOpenChange={setCreating} />
    </>
  );
}

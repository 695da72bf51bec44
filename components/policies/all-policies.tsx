"use client";
import { Plus } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { type Directory, principalKey, principalOf } from "./directory.ts";
import { PolicyEditor } from "./policy-editor.tsx";
import { PolicyTable } from "./policy-table.tsx";
import { PolicyTabs } from "./policy-tabs.tsx";
import { PrincipalPicker } from "./principal-picker.tsx";
import { useDirectory } from "./use-directory.ts";
import { type PolicyFilter, type PolicyPage, usePolicies } from "./use-policies.ts";

/** The policies of every vault that the person administers; the filters are in the address. */
export function AllPolicies({
  initial,
  filter,
  names,
}: {
  initial: PolicyPage;
  /** What `initial` was asked for with. */
  filter: PolicyFilter;
  names: Directory;
}) {
  const directory = useDirectory(names);
  const params = useSearchParams();
  const [isNew, setNew] = useState(false);
  const now = { vault: params.get("vault"), principal: params.get("principal") };
  const isFirst = now.vault === filter.vault && now.principal === filter.principal;
  const { policies, table } = usePolicies(now, isFirst ? initial : undefined);
  const isFiltered = now.vault !== null || now.principal !== null;
  const create = (
    <Button variant="solid" onClick={() => setNew(true)}>
      <Plus aria-hidden className="size-4" />
      New policy
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Policies"
        description="Who may do what, in every vault that you administer."
        actions={create}
      />
      <PolicyTabs current="/policies" />
      {isFiltered && policies.length === 0 && (
        <div className="mb-3">
          <Filters directory={directory} filter={now} />
        </div>
      )}
      <PolicyTable
        policies={policies}
        directory={directory}
        withVault
        toolbar={<Filters directory={directory} filter={now} />}
        {...table}
        empty={isFiltered ? <NothingLeft /> : <NoneYet action={create} />}
      />
      <PolicyEditor
        open={isNew}
        onOpenChange={setNew}
        directory={directory}
        prefill={isNew && now.vault ? { vault_id: now.vault } : null}
      />
    </>
  );
}

function setFilter(filter: PolicyFilter): void {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) params.set(name, value);
  window.history.replaceState(null, "", params.size > 0 ? `?${params}` : window.location.pathname);
}

function Filters({ directory, filter }: { directory: Directory; filter: PolicyFilter }) {
  const principal = principalOf(filter.principal, directory);
  return (
    <search aria-label="Filters" className="grid grid-cols-2 gap-2 max-sm:w-full sm:flex sm:*:w-48">
      <Combobox
        label="Vault"
        placeholder="All vaults"
        value={filter.vault}
        options={directory.vaults.map(({ id, name }) => ({ value: id, label: name }))}
        emptyText="No such vault"
        onValueChange={(vault) => setFilter({ ...filter, vault })}
      />
      <PrincipalPicker
        label="Agent or person"
        placeholder="Everybody"
        directory={directory}
        value={principal ? principalKey(principal.type, principal.id) : filter.principal}
        onValueChange={(principal) => setFilter({ ...filter, principal })}
      />
      {(filter.vault || filter.principal) && (
        <Button
          variant="ghost"
          className="w-auto! justify-center max-sm:col-span-2"
          onClick={() => setFilter({ vault: null, principal: null })}
        >
          Clear filters
        </Button>
      )}
    </search>
  );
}

function NothingLeft() {
  return (
    <EmptyState
      art="search"
      title="No policy like that"
      action={<Button onClick={() => setFilter({ vault: null, principal: null })}>Clear filters</Button>}
    >
      There is none for this vault and this principal. Without one, only whoever made a vault has access.
    </EmptyState>
  );
}

function NoneYet({ action }: { action: React.ReactNode }) {
  return (
    <EmptyState art="policy" title="No policies yet" action={action}>
      A policy gives an agent or a person access to paths of a vault: nobody has any without one, except who
      made the vault.
    </EmptyState>
  );
}

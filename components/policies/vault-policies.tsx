"use client";
import { MessageCircleQuestion, Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Directory } from "./directory.ts";
import { PolicyEditor } from "./policy-editor.tsx";
import { PolicyTable } from "./policy-table.tsx";
import { useDirectory } from "./use-directory.ts";
import { type PolicyPage, usePolicies } from "./use-policies.ts";
import { whyHref } from "./why-question.ts";

/** Who may do what in one vault. */
export function VaultPolicies({
  vault,
  initial,
  names,
}: {
  vault: { id: string };
  /** Null where the person does not administer the vault. */
  initial: PolicyPage | null;
  names: Directory;
}) {
  const directory = useDirectory(names);
  const [isNew, setNew] = useState(false);
  const { policies, table } = usePolicies({ vault: vault.id, principal: null }, initial);
  if (!initial) return <NotYours />;
  const create = (
    <Button variant="solid" onClick={() => setNew(true)}>
      <Plus aria-hidden className="size-4" />
      New policy
    </Button>
  );
  return (
    <Section
      title="Policies"
      description="Who may do what at which paths. Whoever made the vault has full access without one."
      actions={
        <>
          <Link href={whyHref({ vault: vault.id })} className={buttonLook()}>
            <MessageCircleQuestion aria-hidden className="size-4" />
            Why?
          </Link>
          {policies.length > 0 && create}
        </>
      }
    >
      <PolicyTable
        policies={policies}
        directory={directory}
        {...table}
        empty={
          <EmptyState art="policy" title="Nobody else may do anything here yet" action={create}>
            A policy gives an agent or a person access to paths of this vault, for as long and from where you
            say.
          </EmptyState>
        }
      />
      <PolicyEditor
        open={isNew}
        onOpenChange={setNew}
        directory={directory}
        prefill={{ vault_id: vault.id }}
        fixedVault
      />
    </Section>
  );
}

function NotYours() {
  return (
    <Section title="Policies">
      <div className="rounded-lg border bg-surface shadow-card">
        <EmptyState art="shield" title="Others administer this vault">
          Its policies are for whoever made it, and for owners and admins of the organization. Ask one of them
          if you need access to more paths.
        </EmptyState>
      </div>
    </Section>
  );
}

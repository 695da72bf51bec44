"use client";
import { useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";
import { Copyable } from "#components/ui/copyable.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { CustodyBadges } from "./custody-badges.tsx";
import type { Vault } from "./vault-queries.ts";

/** The head that all pages of one vault share: its name, its id, its tabs. The pages below it begin with their h2. */
export function VaultFrame({ vault, children }: { vault: Vault; children: ReactNode }) {
  const segment = useSelectedLayoutSegment();
  const base = `/vaults/${vault.id}`;
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/vaults", label: "Vaults" }]}
        title={vault.name}
        badges={<CustodyBadges vault={vault} />}
        description={vault.description}
        actions={<Copyable text={vault.id} what="the vault's id" className="pt-1.5 text-ink-faint" />}
      />
      <TabLinks
        label={`Vault ${vault.name}`}
        current={segment ? `${base}/${segment}` : base}
        items={[
          { href: base, label: "Secrets" },
          { href: `${base}/policies`, label: "Policies" },
          { href: `${base}/settings`, label: "Settings" },
        ]}
      />
      {children}
    </>
  );
}

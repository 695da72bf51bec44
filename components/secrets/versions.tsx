"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Ban, Ellipsis, GitCompareArrows, History } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Principals } from "#components/vaults/principals.ts";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { SecretBadges } from "./secret-badges.tsx";
import { refreshSecrets, type Secret } from "./secret-queries.ts";
import type { Shares } from "./secret-versions.ts";

const VersionDiff = dynamic(() => import("./version-diff.tsx").then((file) => file.VersionDiff));

type Props = {
  vault: Vault;
  /** The version that a read answers. */
  current: Secret;
  /** Newest first. */
  versions: Secret[];
  principals: Principals;
  shares: Shares;
};

/** Every version that is left, what differs between two of them, and the way back to an older one. */
export function Versions({ vault, current, versions, principals, shares }: Props) {
  const [compared, setCompared] = useState<{ before: number; after: number } | null>(null);
  const [disabling, setDisabling] = useState<number | null>(null);
  const rollBack = useRollBack(vault, current, shares);
  const disable = useDisable(vault, current.path);
  const itemsFor = (version: Secret): MenuItem[] => [
    {
      label: `Compare with v${current.version}`,
      icon: GitCompareArrows,
      disabled: version.is_disabled === true || version.version === current.version,
      onSelect: () => setCompared({ before: version.version, after: current.version }),
    },
    {
      label: "Roll back to this",
      icon: History,
      disabled: version.is_disabled === true || version.version === current.version,
      onSelect: () => void rollBack(version.version),
    },
    "separator",
    {
      label: "Disable for good",
      icon: Ban,
      tone: "danger",
      disabled: version.is_disabled === true,
      onSelect: () => setDisabling(version.version),
    },
  ];
  return (
    <div className="grid gap-4">
      <ul className="divide-y divide-line rounded-lg border text-sm">
        {versions.map((version) => (
          <li key={version.version} className="flex items-center gap-x-3 py-1 pr-1.5 pl-3">
            <span className="w-10 shrink-0 font-mono text-xs font-medium tabular-nums">
              v{version.version}
            </span>
            <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1 py-1 text-ink-soft">
              {version.version === current.version && !version.is_disabled && (
                <Badge tone="ok">Current</Badge>
              )}
              <SecretBadges secret={version} />
              <span className="truncate">{version.created_by && principals.nameOf(version.created_by)}</span>
            </span>
            <span className="shrink-0 text-ink-soft">
              <Time at={version.created_at} />
            </span>
            <Menu
              label={`Actions for version ${version.version}`}
              trigger={
                <Button
                  variant="ghost"
                  size="icon"
                  className="size-7!"
                  aria-label={`Actions for version ${version.version}`}
                >
                  <Ellipsis aria-hidden className="size-4" />
                </Button>
              }
              items={itemsFor(version)}
            />
          </li>
        ))}
      </ul>
      {compared && (
        <VersionDiff
          key={`${compared.before} ${compared.after}`}
          vault={vault}
          versions={versions}
          shares={shares}
          {...compared}
          onChange={setCompared}
          onClose={() => setCompared(null)}
        />
      )}
      <ConfirmDialog
        open={disabling !== null}
        onOpenChange={(open) => !open && setDisabling(null)}
        title={`Disable version ${disabling}?`}
        action="Disable version"
        onConfirm={() => disable(disabling)}
      >
        <p>It can never be read again, and this cannot be undone.</p>
        {disabling === current.version && (
          <p>It is the current version: agents will read the newest one that is left, or nothing.</p>
        )}
      </ConfirmDialog>
    </div>
  );
}

/** Makes an older value the newest version; undoing makes the one before it the newest again. */
function useRollBack(vault: Vault, current: Secret, shares: Shares) {
  const toast = useToast();
  const queries = useQueryClient();
  return async function rollBack(version: number, undoes = false): Promise<void> {
    const share = shares.of(version);
    const options = share === undefined ? {} : { clientShare: share };
    const answer = await api().secrets.rollback(vault.id, current.path, version, options);
    if (answer.error)
      return toast({ title: "Not rolled back", description: answer.error.message, tone: "danger" });
    if (answer.data.client_share) shares.keep(answer.data.version, answer.data.client_share);
    toast({
      title: undoes ? `Version ${version} is back` : `Rolled back to version ${version}`,
      description: `Its value is now version ${answer.data.version}`,
      tone: "ok",
      ...(!undoes && { undo: () => rollBack(current.version, true) }),
    });
    await refreshSecrets(queries, vault.id);
  };
}

function useDisable(vault: Vault, path: string) {
  const toast = useToast();
  const queries = useQueryClient();
  return async (version: number | null): Promise<string | null> => {
    if (version === null) return null;
    const answer = await api().secrets.disableVersion(vault.id, path, version);
    if (answer.error) return answer.error.message;
    toast({ title: `Version ${version} disabled`, description: path });
    await refreshSecrets(queries, vault.id);
    return null;
  };
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, Upload } from "lucide-react";
import Link from "next/link";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { countOf, summaryOf, type Vault } from "#components/vaults/vault-queries.ts";
import type { SecretTask } from "./secret-dialogs.tsx";

/** What stands where no path is shown: the vault is empty, or nobody lets this person read in it. */
export function NoSecrets({ vault, onTask }: { vault: Vault; onTask: (task: SecretTask) => void }) {
  const { data: summary } = useQuery({
    queryKey: ["vaults", "summary", vault.id],
    queryFn: () => summaryOf(vault.id),
  });
  const hidden = summary?.secrets ?? 0;
  return (
    <div className="rounded-lg border bg-surface shadow-card">
      {hidden > 0 ? (
        <EmptyState
          art="shield"
          title={`You may read none of the ${countOf(hidden, "secret")} here`}
          action={
            <Link href={`/vaults/${vault.id}/policies`} className={buttonLook({ variant: "solid" })}>
              See the policies
            </Link>
          }
        >
          Administering a vault does not open its values. A policy that gives you “read” does.
        </EmptyState>
      ) : (
        <EmptyState
          art="key"
          title="Put the first secret into this vault"
          action={
            <>
              <Button variant="solid" onClick={() => onTask({ kind: "create" })}>
                <Plus aria-hidden className="size-4" />
                Add secret
              </Button>
              <Button onClick={() => onTask({ kind: "import" })}>
                <Upload aria-hidden className="size-4" />
                Import .env
              </Button>
            </>
          }
        >
          Paste one value, or drop a <code className="font-mono text-xs">.env</code> file and every key in it
          becomes a path.
        </EmptyState>
      )}
    </div>
  );
}

"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Plus, Undo2 } from "lucide-react";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { refreshSecrets } from "./secret-queries.ts";

/** A secret that was deleted and can come back. */
export function DeletedSecret({ vault, path }: { vault: Vault; path: string }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const restore = async () => {
    setPending(true);
    const answer = await api().secrets.undelete(vault.id, path);
    setPending(false);
    setProblem(answer.error?.message ?? null);
    if (answer.error) return;
    toast({ title: "Secret restored", description: path, tone: "ok" });
    await refreshSecrets(queries, vault.id);
  };
  return (
    <div className="grid gap-4">
      {problem && <Alert tone="danger">{problem}</Alert>}
      <EmptyState
        art="key"
        title="This secret was deleted"
        action={
          <Button variant="solid" pending={pending} onClick={() => void restore()}>
            <Undo2 aria-hidden className="size-4" />
            Restore
          </Button>
        }
      >
        Nobody can read it. Within 30 days of the deletion it comes back with all its versions; after that its
        values are destroyed.
      </EmptyState>
    </div>
  );
}

/** A path at which nothing was ever put. */
export function MissingSecret({ path, onCreate }: { path: string; onCreate: () => void }) {
  return (
    <EmptyState
      art="search"
      title="There is no secret at this path"
      action={
        <Button variant="solid" onClick={onCreate}>
          <Plus aria-hidden className="size-4" />
          Add it
        </Button>
      }
    >
      <span className="font-mono text-xs break-all">{path}</span>
    </EmptyState>
  );
}

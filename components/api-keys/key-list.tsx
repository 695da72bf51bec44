"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ApiSchemas } from "#sdk";
import { KeyUsage } from "./key-usage.tsx";

const CreateKey = lazyDialog(
  () => import("./create-key.tsx").then((file) => file.CreateKey),
  ({ open }) => open,
);

type ApiKey = ApiSchemas["ApiKeyResponse"];

const KEY = ["api-keys"];

const COLUMNS: Column<ApiKey>[] = [
  {
    id: "name",
    header: "Name",
    primary: true,
    sortBy: ({ name }) => name.toLowerCase(),
    cell: ({ name, is_active }) => (
      <span className="inline-flex flex-wrap items-center gap-2">
        {name}
        {!is_active && <Badge>Ended</Badge>}
      </span>
    ),
  },
  {
    id: "key",
    header: "Key",
    cell: ({ key_prefix }) => <code className="font-mono text-xs">{key_prefix}…</code>,
  },
  { id: "scopes", header: "May", hideBelow: "sm", cell: ({ scopes }) => <Scopes scopes={scopes} /> },
  {
    id: "used",
    header: "Last used",
    align: "end",
    sortBy: ({ last_used_at }) => last_used_at ?? null,
    cell: ({ last_used_at }) => <Time at={last_used_at ?? null} />,
  },
  {
    id: "expires",
    header: "Expires",
    align: "end",
    sortBy: ({ expires_at }) => expires_at ?? null,
    cell: ({ expires_at }) => <Time at={expires_at ?? null} />,
  },
  {
    id: "created",
    header: "Created",
    align: "end",
    hideBelow: "lg",
    sortBy: ({ created_at }) => created_at,
    cell: ({ created_at }) => <Time at={created_at} />,
  },
];

function Scopes({ scopes }: { scopes: string[] }) {
  if (scopes.length === 0) return <span>All that you may</span>;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {scopes.map((scope) => (
        <Badge key={scope} mono>
          {scope}
        </Badge>
      ))}
    </span>
  );
}

/** One's personal keys, how to make them, use them and end them. `base` is this server's address. */
export function KeyList({ initial, base }: { initial: ApiKey[]; base: string }) {
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const list = useQuery({
    queryKey: KEY,
    queryFn: async () => (await ask(api().apiKeys.list())).keys,
    initialData: initial,
  });
  const create = (
    <Button variant="solid" onClick={() => setCreating(true)}>
      <Plus aria-hidden className="size-4" />
      Create key
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API keys"
        description="Personal keys, for programs that act as you. They skip the second factor: give them an end, and scopes."
        actions={list.data.length > 0 && create}
      />
      <DataTable
        label="API keys"
        columns={COLUMNS}
        rows={list.data}
        rowKey={({ id }) => id}
        search={
          list.data.length > 5
            ? { placeholder: "Search keys", text: ({ name, key_prefix }) => `${name} ${key_prefix}` }
            : undefined
        }
        actions={(key) =>
          key.is_active && (
            <Button size="sm" aria-label={`Revoke ${key.name}`} onClick={() => setRevoking(key)}>
              Revoke
            </Button>
          )
        }
        sort={{ id: "created", desc: true }}
        status={list.isError ? "error" : "ready"}
        error={<Alert tone="danger">{sentenceOf(list.error)}</Alert>}
        empty={
          <EmptyState art="key" title="No personal keys" action={create}>
            A key lets the command line or a script of yours do what you can, until it expires or you revoke
            it.
          </EmptyState>
        }
      />
      {list.data.length > 0 && (
        <Section
          title="Use a key"
          description="It goes wherever a token goes; the SDK and the command line take it too."
        >
          <KeyUsage base={base} />
        </Section>
      )}
      <CreateKey open={creating} onOpenChange={setCreating} base={base} />
      <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const revoke = async () => {
    if (!apiKey) return;
    const answer = await api().apiKeys.revoke(apiKey.id);
    // One that is gone already is what was wanted.
    if (answer.error && answer.meta.status !== 404) return answer.error.message;
    toast({ title: `The key “${apiKey.name}” is revoked`, tone: "ok" });
    await queries.invalidateQueries({ queryKey: KEY });
  };
  return (
    <ConfirmDialog
      open={apiKey !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke “${apiKey?.name ?? ""}”?`}
      action="Revoke key"
      onConfirm={revoke}
    >
      <p>Programs with this key, and tokens made from it, are refused from now on. This cannot be undone.</p>
      {apiKey && (
        <p>
          {apiKey.last_used_at ? (
            <>
              It was last used <Time at={apiKey.last_used_at} />.
            </>
          ) : (
            "It has never been used."
          )}
        </p>
      )}
    </ConfirmDialog>
  );
}

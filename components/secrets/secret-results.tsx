"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useRef } from "react";
import { sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { useRowKeys } from "#components/ui/data-table-keys.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { foundPage, type SecretType, secretKeys } from "./secret-queries.ts";
import { SecretRow, SecretTable } from "./secret-row.tsx";
import { TYPE_OPTIONS } from "./secret-types.ts";
import { useSettled } from "./use-settled.ts";

/** What the server finds in paths and metadata. */
export function SecretResults({
  vault,
  search,
  onOpen,
  onClear,
}: {
  vault: Vault;
  search: { q: string; type: string };
  onOpen: (path: string) => void;
  onClear: () => void;
}) {
  const q = useSettled(search.q.trim());
  const type: SecretType | undefined = TYPE_OPTIONS.find(({ value }) => value === search.type)?.value;
  const found = useInfiniteQuery({
    queryKey: secretKeys.search(vault.id, q, search.type),
    queryFn: ({ pageParam, signal }) => foundPage(vault.id, { q, type }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  const secrets = useDeferredValue(found.data?.pages.flatMap((page) => page.secrets) ?? []);
  const frame = useRef<HTMLDivElement>(null);
  useRowKeys(frame);
  const isOver = !found.isFetching && !found.hasNextPage;
  if (found.isError) return <Alert tone="danger">{sentenceOf(found.error)}</Alert>;
  if (secrets.length === 0 && isOver)
    return (
      <div className="rounded-lg border bg-surface shadow-card">
        <EmptyState
          art="search"
          title="Nothing found"
          action={<Button onClick={onClear}>Clear search</Button>}
        >
          Paths and metadata are searched, never values.
        </EmptyState>
      </div>
    );
  return (
    <div ref={frame} data-rows>
      <SecretTable label="Found secrets" busy={found.isFetching}>
        {secrets.map((secret) => (
          <SecretRow key={secret.id} vault={vault} secret={secret} selected={false} onOpen={onOpen}>
            <Marked text={secret.path} part={q} />
          </SecretRow>
        ))}
      </SecretTable>
      <p className="mt-3 flex items-center justify-center gap-3 text-xs text-ink-faint">
        <span role="status" className="inline-flex items-center gap-2">
          {found.isFetching && <Spinner className="size-3.5" />}
          {found.isPending ? "Searching" : `${secrets.length.toLocaleString("en")} found`}
          {found.hasNextPage && ", there may be more"}
        </span>
        {found.hasNextPage && (
          <Button size="sm" onClick={() => void found.fetchNextPage()} pending={found.isFetchingNextPage}>
            Load more
          </Button>
        )}
      </p>
    </div>
  );
}

/** A text with the first place marked where `part` occurs in it. */
function Marked({ text, part }: { text: string; part: string }) {
  const at = part === "" ? -1 : text.toLowerCase().indexOf(part.toLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-sm bg-warn-soft text-ink ring-1 ring-warn/30">
        {text.slice(at, at + part.length)}
      </mark>
      {text.slice(at + part.length)}
    </>
  );
}

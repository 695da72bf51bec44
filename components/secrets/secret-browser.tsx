"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import type { Me, Vault } from "#components/vaults/vault-queries.ts";
import { NoSecrets } from "./no-secrets.tsx";
import { SecretDialogs, type SecretTask } from "./secret-dialogs.tsx";
import { type SecretPage, secretKeys, secretPage } from "./secret-queries.ts";
import { SecretResults } from "./secret-results.tsx";
import { SecretToolbar } from "./secret-toolbar.tsx";
import { SecretTree } from "./secret-tree.tsx";

const SecretDrawer = lazyDialog(
  () => import("./secret-drawer.tsx").then((file) => file.SecretDrawer),
  ({ path }) => path !== null,
);

/** The secrets of a vault: a tree of their paths, search, and one of them in a drawer. */
export function SecretBrowser({ vault, me, initial }: { vault: Vault; me: Me; initial: SecretPage }) {
  const [search, setSearch] = useState({ q: "", type: "" });
  const [task, setTask] = useState<SecretTask | null>(null);
  const { path, show } = useShownPath();
  const list = useInfiniteQuery({
    queryKey: secretKeys.list(vault.id),
    queryFn: ({ pageParam }) => secretPage(vault.id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    initialData: { pages: [initial], pageParams: [undefined] },
  });
  const secrets = list.data.pages.flatMap((page) => page.secrets);
  const isSearching = search.q.trim() !== "" || search.type !== "";
  return (
    <>
      {secrets.length === 0 && !list.hasNextPage ? (
        <NoSecrets vault={vault} onTask={setTask} />
      ) : (
        <>
          <SecretToolbar search={search} onSearch={setSearch} onTask={setTask} />
          {isSearching ? (
            <SecretResults
              vault={vault}
              search={search}
              onOpen={show}
              onClear={() => setSearch({ q: "", type: "" })}
            />
          ) : (
            <SecretTree
              vault={vault}
              secrets={secrets}
              selected={path}
              onOpen={show}
              more={{
                has: list.hasNextPage,
                load: () => void list.fetchNextPage(),
                pending: list.isFetchingNextPage,
              }}
            />
          )}
        </>
      )}
      {list.isError && (
        <div className="mt-3">
          <Alert tone="danger">{sentenceOf(list.error)}</Alert>
        </div>
      )}
      <SecretDialogs vault={vault} task={task} onDone={() => setTask(null)} onOpen={show} />
      <SecretDrawer vault={vault} me={me} path={path} onClose={() => show(null)} onTask={setTask} />
    </>
  );
}

/** The path that the address names. Changing it asks the server for nothing. */
function useShownPath() {
  const path = useSearchParams().get("path");
  const show = (next: string | null) => {
    const url = new URL(window.location.href);
    if (next === null) url.searchParams.delete("path");
    else url.searchParams.set("path", next);
    window.history.pushState(null, "", url);
  };
  return { path, show };
}

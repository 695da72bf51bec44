"use client";
import clsx from "clsx";
import { ChevronRight, Folder, FolderOpen } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useRowKeys } from "#components/ui/data-table-keys.ts";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { foldersOf, type TreeRow, treeRows } from "./path-tree.ts";
import type { Secret } from "./secret-queries.ts";
import { openByClick, ROW, SecretRow, SecretTable } from "./secret-row.tsx";

/** Up to this many secrets a vault is shown with all its folders open. */
const OPEN_UP_TO = 60;
const ROWS_AT_ONCE = 300;

type Props = {
  vault: Vault;
  secrets: Secret[];
  selected: string | null;
  onOpen: (path: string) => void;
  more: { has: boolean; load: () => void; pending: boolean };
};

/** The paths of a vault as folders that open and close; → and ← do so from the keyboard. */
export function SecretTree({ vault, secrets, selected, onOpen, more }: Props) {
  const folders = useFolders(secrets.length, selected);
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const rows = useMemo(
    () => treeRows(secrets, folders.isOpen, more.has),
    [secrets, folders.isOpen, more.has],
  );
  const frame = useRef<HTMLDivElement>(null);
  useRowKeys(frame);
  const hidden = rows.length - shown;
  return (
    <div ref={frame} data-rows>
      <SecretTable label={`Secrets of ${vault.name}`}>
        {rows.slice(0, shown).map((row) =>
          row.kind === "folder" ? (
            <FolderRow key={`${row.path}/`} row={row} onToggle={() => folders.toggle(row.path)} />
          ) : (
            <SecretRow
              key={row.secret.id}
              vault={vault}
              secret={row.secret}
              selected={row.secret.path === selected}
              onOpen={onOpen}
              lead={<Lines depth={row.depth} leaf />}
            >
              {row.name}
            </SecretRow>
          ),
        )}
      </SecretTable>
      <p className="mt-3 flex flex-wrap items-center justify-center gap-3 text-xs text-ink-faint">
        <span role="status">
          {secrets.length.toLocaleString("en")} {secrets.length === 1 ? "secret" : "secrets"}
          {more.has && " loaded, there are more"}
        </span>
        {hidden > 0 && (
          <Button size="sm" onClick={() => setShown(shown + ROWS_AT_ONCE)}>
            Show {Math.min(hidden, ROWS_AT_ONCE).toLocaleString("en")} more rows
          </Button>
        )}
        {more.has && (
          <Button size="sm" onClick={more.load} pending={more.pending}>
            Load more
          </Button>
        )}
      </p>
    </div>
  );
}

/** Which folders are open: all of a small vault, of a large one those the reader opened and the one of the open secret. */
function useFolders(count: number, selected: string | null) {
  const [openAtFirst] = useState(count <= OPEN_UP_TO);
  const [turned, setTurned] = useState<ReadonlySet<string>>(
    () => new Set(!openAtFirst && selected ? foldersOf(selected) : []),
  );
  const isOpen = useMemo(() => (path: string) => turned.has(path) !== openAtFirst, [turned, openAtFirst]);
  const toggle = (path: string) => {
    const next = new Set(turned);
    if (!next.delete(path)) next.add(path);
    setTurned(next);
  };
  return { isOpen, toggle };
}

function FolderRow({ row, onToggle }: { row: TreeRow & { kind: "folder" }; onToggle: () => void }) {
  const Icon = row.open ? FolderOpen : Folder;
  const press = (event: KeyboardEvent) => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    event.preventDefault();
    if (row.open === (event.key === "ArrowLeft")) onToggle();
  };
  return (
    <tr
      className={clsx(ROW, "cursor-pointer transition-colors focus-within:bg-hover/60 hover:bg-hover/60")}
      onClick={(event) => openByClick(event, onToggle)}
    >
      <td colSpan={5} className="p-0 max-sm:w-full">
        <div className="flex min-h-10 min-w-0 items-stretch pr-4 pl-4">
          <Lines depth={row.depth} />
          <button
            type="button"
            data-opens-row
            aria-expanded={row.open}
            onClick={onToggle}
            onKeyDown={press}
            className="flex min-w-0 items-center gap-2 rounded-sm text-left -outline-offset-2"
          >
            <ChevronRight
              aria-hidden
              className={clsx(
                "size-3.5 shrink-0 text-ink-faint transition-transform",
                row.open && "rotate-90",
              )}
            />
            <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
            <span className="truncate font-mono text-xs/5 font-medium text-ink">{row.name}</span>
            <span className="shrink-0 text-xs text-ink-faint tabular-nums">
              {row.count.toLocaleString("en")}
              {row.partial && "+"}
              <span className="sr-only"> {row.count === 1 ? "secret" : "secrets"}</span>
            </span>
          </button>
        </div>
      </td>
    </tr>
  );
}

/** A thin line for each folder around a row. */
function Lines({ depth, leaf = false }: { depth: number; leaf?: boolean }) {
  return (
    <>
      {Array.from({ length: depth }, (_, level) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
        <span key={level} aria-hidden className="ml-1.5 w-3 shrink-0 border-l sm:w-4" />
      ))}
      {leaf && <span aria-hidden className="w-5.5 shrink-0 max-sm:w-1" />}
    </>
  );
}

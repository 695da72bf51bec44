"use client";
import clsx from "clsx";
import type { MouseEvent, ReactNode } from "react";
import { CopyValue } from "#components/secrets/copy-value.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { SecretBadges } from "./secret-badges.tsx";
import type { Secret } from "./secret-queries.ts";
import { kindOf } from "./secret-types.ts";

/** The frame of the tree and of what a search finds. */
export function SecretTable({
  label,
  busy,
  children,
}: {
  label: string;
  busy?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="overflow-hidden rounded-lg border bg-surface shadow-card">
      <table
        aria-label={label}
        aria-busy={busy}
        className="w-full table-fixed border-collapse text-left text-sm max-sm:block"
      >
        <thead className="max-sm:hidden">
          <tr className="h-8 border-b bg-sunken text-xs text-ink-faint">
            <th scope="col" className="pr-3 pl-4 font-medium">
              Path
            </th>
            <th scope="col" className="w-36 px-3 font-medium max-lg:hidden">
              Type
            </th>
            <th scope="col" className="w-20 px-3 text-right font-medium max-md:hidden">
              Version
            </th>
            <th scope="col" className="w-32 px-3 text-right font-medium">
              Updated
            </th>
            <th scope="col" className="w-12">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block">{children}</tbody>
      </table>
    </div>
  );
}

export const ROW = "group/row relative border-b border-line/60 last:border-0 max-sm:flex max-sm:items-center";

/** One secret. `lead` stands before its name: the lines of the tree. */
export function SecretRow({
  vault,
  secret,
  selected,
  onOpen,
  lead,
  children,
}: {
  vault: Vault;
  secret: Secret;
  selected: boolean;
  onOpen: (path: string) => void;
  lead?: ReactNode;
  /** The name, as it is shown. */
  children: ReactNode;
}) {
  const { icon: Icon, label } = kindOf(secret.type);
  return (
    <tr
      className={clsx(
        ROW,
        "cursor-pointer transition-colors focus-within:bg-hover/60 hover:bg-hover/60",
        selected && "bg-accent-soft",
      )}
      onClick={(event) => openByClick(event, () => onOpen(secret.path))}
    >
      <td className="p-0 max-sm:min-w-0 max-sm:flex-1">
        <div className="flex min-h-10 min-w-0 items-stretch pl-4 max-sm:min-h-12">
          {lead}
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-1 py-1.5">
            <Icon aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
            <a
              href={`/vaults/${vault.id}?path=${encodeURIComponent(secret.path)}`}
              data-opens-row
              aria-label={secret.path}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                onOpen(secret.path);
              }}
              className="min-w-0 truncate rounded-sm font-mono text-xs/5 text-ink underline-offset-3 hover:underline"
            >
              {children}
            </a>
            <span className="inline-flex flex-wrap gap-1.5 empty:hidden">
              <SecretBadges secret={secret} />
            </span>
          </div>
        </div>
      </td>
      <td className="truncate px-3 text-ink-soft max-lg:hidden">{label}</td>
      <td className="px-3 text-right text-ink-soft tabular-nums max-md:hidden">v{secret.version}</td>
      <td className="px-3 text-right text-ink-soft max-sm:pr-1 max-sm:pl-2 max-sm:text-xs">
        <Time at={secret.created_at} />
      </td>
      <td className="pr-2 text-right">
        <CopyValue vault={vault} secret={secret} />
      </td>
    </tr>
  );
}

const CONTROLS = "a, button, input, select, label";

/** A click beside the row's own controls opens it; marking text does not. */
export function openByClick(event: MouseEvent<HTMLTableRowElement>, open: () => void): void {
  const on = event.target instanceof Element && event.target.closest(CONTROLS);
  if (!on && !event.defaultPrevented && window.getSelection()?.toString() === "") open();
}

// The columns that the lists of shares have in common, whatever was shared.
import type { Column } from "#components/ui/data-table.tsx";
import { Time } from "#components/ui/time.tsx";
import { StatusBadge, viewsOf } from "./share-words.tsx";
import type { SealedShare, Share } from "./sharing-pages.ts";

type Shared = Pick<
  Share | SealedShare,
  "status" | "access_count" | "max_access_count" | "expires_at" | "created_at"
>;

export const statusColumn: Column<Shared> = {
  id: "status",
  header: "Status",
  bare: true,
  sortBy: ({ status }) => status,
  cell: ({ status }) => <StatusBadge status={status} />,
};

export const viewsColumn: Column<Shared> = {
  id: "views",
  header: "Views left",
  align: "end",
  sortBy: ({ access_count, max_access_count }) => max_access_count - access_count,
  cell: viewsOf,
};

export const expiresColumn: Column<Shared> = {
  id: "expires",
  header: "Expires",
  align: "end",
  sortBy: ({ expires_at }) => expires_at,
  cell: ({ expires_at }) => <Time at={expires_at} />,
};

export const secretColumn: Column<Share> = {
  id: "secret",
  header: "Secret",
  primary: true,
  sortBy: ({ secret_path }) => secret_path,
  cell: ({ secret_path }) => <span className="font-mono text-xs">{secret_path}</span>,
};

/** When it was shared; its header, and from which width on it is shown, differ by list. */
export function sharedColumn(look: Pick<Column<Shared>, "id" | "header" | "hideBelow">): Column<Shared> {
  return {
    ...look,
    align: "end",
    sortBy: ({ created_at }) => created_at,
    cell: ({ created_at }) => <Time at={created_at} />,
  };
}

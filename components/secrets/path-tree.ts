// The paths of a vault as folders. Pure: secrets in, rows out.
import type { Secret } from "./secret-queries.ts";

export type TreeRow =
  | {
      kind: "folder";
      path: string;
      name: string;
      depth: number;
      count: number;
      partial: boolean;
      open: boolean;
    }
  | { kind: "secret"; secret: Secret; name: string; depth: number };

type Folder = { path: string; name: string; folders: Map<string, Folder>; secrets: Secret[]; count: number };

/**
 * The rows of the tree that are in sight: folders first, then secrets, each in order. Folders that hold nothing but one
 * other folder are shown as one. `partial` marks folders that may hold more than was loaded.
 * @param secrets in the order of their paths, as the API lists them
 */
export function treeRows(
  secrets: readonly Secret[],
  isOpen: (folder: string) => boolean,
  hasMore: boolean,
): TreeRow[] {
  const last = hasMore ? secrets.at(-1)?.path : undefined;
  const rows: TreeRow[] = [];
  const visit = (folder: Folder, depth: number) => {
    for (const child of folder.folders.values()) {
      const shown = alone(child);
      const { path, count } = shown;
      const open = isOpen(path);
      const name = path.slice(folder.path === "" ? 0 : folder.path.length + 1);
      const partial = last?.startsWith(`${path}/`) ?? false;
      rows.push({ kind: "folder", path, name, depth, count, partial, open });
      if (open) visit(shown, depth + 1);
    }
    for (const secret of folder.secrets)
      rows.push({ kind: "secret", secret, name: lastSegment(secret.path), depth });
  };
  visit(grow(secrets), 0);
  return rows;
}

/** Every folder that a path lies in, outermost first. */
export function foldersOf(path: string): string[] {
  const segments = path.split("/").slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}

export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function grow(secrets: readonly Secret[]): Folder {
  const root = folder("", "");
  for (const secret of secrets) {
    let at = root;
    at.count += 1;
    for (const name of secret.path.split("/").slice(0, -1)) {
      const path = at.path === "" ? name : `${at.path}/${name}`;
      const next = at.folders.get(name) ?? folder(path, name);
      at.folders.set(name, next);
      next.count += 1;
      at = next;
    }
    at.secrets.push(secret);
  }
  return root;
}

function folder(path: string, name: string): Folder {
  return { path, name, folders: new Map(), secrets: [], count: 0 };
}

/** The folder itself, or the one that it holds and nothing else. */
function alone(from: Folder): Folder {
  let at = from;
  while (at.secrets.length === 0 && at.folders.size === 1) {
    const [only] = at.folders.values();
    if (!only) break;
    at = only;
  }
  return at;
}

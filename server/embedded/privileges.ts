// How Postgres, which refuses uid 0, is run when this process is root.
// It must never widen who can read the data: the folders stay 0700.
import { spawnSync } from "node:child_process";
import { chownSync, lstatSync, readdirSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";

const NOBODY = 65534;

export interface Privileges {
  /** Words that go before the program, empty for an ordinary user. */
  prefix: string[];
  /** The uid and gid that must own the data, as seen by this process. */
  owner: number;
}

// In the user namespace "nobody" is our own root seen from inside, so 0700 folders of root stay readable.
const NAMESPACE = ["unshare", "--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
const DROP = ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
// With this capability (a default one in containers) nobody reaches data below folders only root may enter.
const REACH = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];

/**
 * The way to run `program` on `folder` without being root, chosen by trying.
 * @throws Error with a sentence when root can neither use a user namespace nor drop its uid.
 */
export function unprivileged(program: string, folder: string): Privileges {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0)
    return { prefix: hasName() || !works(NAMESPACE, program, folder) ? [] : NAMESPACE, owner: uid };
  if (works(NAMESPACE, program, folder)) return { prefix: NAMESPACE, owner: 0 };
  for (const prefix of [[...DROP, ...REACH], DROP]) {
    if (works(prefix, program, folder)) return { prefix, owner: NOBODY };
  }
  throw new Error(
    `Postgres refuses to run as root, and neither unshare nor setpriv could run it as another user in ${folder}. Start 1Claw as an ordinary user, put ONECLAW_DATA_DIR where user nobody may enter, or set DATABASE_URL.`,
  );
}

// initdb refuses a uid without a name, which containers started with a bare number have.
function hasName(): boolean {
  try {
    return userInfo().uid >= 0;
  } catch {
    return false;
  }
}

function works(prefix: string[], program: string, folder: string): boolean {
  const [command = "", ...rest] = prefix;
  const script = 'cd "$1" && exec "$2" --version';
  const probe = spawnSync(command, [...rest, "/bin/sh", "-c", script, "sh", folder, program], {
    stdio: "ignore",
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
    timeout: 10_000,
  });
  return probe.status === 0;
}

/** Gives a folder and all in it to `owner`; does nothing for ordinary users or when it is so already. */
export function giveTo(owner: number, folder: string): void {
  if (process.getuid?.() !== 0 || lstatSync(folder).uid === owner) return;
  chownBelow(owner, folder);
}

// The folder itself comes last: its owner says that everything below is done.
function chownBelow(owner: number, folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) chownBelow(owner, path);
    else if (entry.isFile()) chownSync(path, owner, owner);
  }
  chownSync(folder, owner, owner);
}

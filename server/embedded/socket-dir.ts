// The private folder (0700) in which the embedded Postgres listens, always the same one for a data directory.
// It must never be a folder that another user made or can enter: local connections need no password.
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { giveTo } from "./privileges.ts";

// sun_path holds 104 bytes on macOS and 108 on Linux, the final zero included.
const LONGEST_SOCKET_PATH = 103;

/** The socket folder for `dataDir` (absolute), made when missing and owned by `owner`; for a long path a short one under the temporary folder. */
export function socketDirFor(dataDir: string, port: number, owner: number): string {
  const inside = join(dataDir, "socket");
  if (fits(inside, port)) return prepare(inside, owner);
  const note = join(dataDir, "socket-dir");
  const noted = read(note);
  if (noted && isOurs(noted, owner)) return prepare(noted, owner);
  if (noted) rmSync(note, { force: true });
  return prepare(remember(note, mkdtempSync(join(tmpdir(), "1claw-"))), owner);
}

// Postgres splits its list of socket folders at commas and knows quotes.
function fits(folder: string, port: number): boolean {
  return Buffer.byteLength(`${folder}/.s.PGSQL.${port}`) <= LONGEST_SOCKET_PATH && !/[,"]/.test(folder);
}

function prepare(folder: string, owner: number): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  giveTo(owner, folder);
  return folder;
}

// A folder that a cleaner of temporary files took away is made again, so that open pools find the database back.
function isOurs(folder: string, owner: number): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    return Boolean(found?.isDirectory() && [owner, process.getuid?.()].includes(found.uid));
  }
}

// A hard link appears whole or not at all, so of two racing starts both use the same folder.
function remember(note: string, folder: string): string {
  const draft = `${note}.${process.pid}`;
  writeFileSync(draft, folder, { mode: 0o600 });
  try {
    linkSync(draft, note);
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return read(note) ?? folder;
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(note: string): string | null {
  try {
    return readFileSync(note, "utf8").trim() || null;
  } catch {
    return null;
  }
}

// What runs on a Postgres data directory: reads postmaster.pid and checks it against the process table.
// It must never trust a pid alone: after a crash the number may belong to another program.
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";

export interface Postmaster {
  pid: number;
  port: number;
  socketDir: string;
  /** The word Postgres writes itself: "starting", "ready", "stopping", or "" when it has not yet. */
  status: string;
}

/** The content of `postmaster.pid` below a cluster directory, or null when there is none that can be read. */
export function readPidFile(clusterDir: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(clusterDir, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return null;
  return { pid, port: Number(lines[3]), socketDir: lines[4] ?? "", status: (lines[7] ?? "").trim() };
}

/** The postmaster that is alive on this cluster directory, or null. */
export function livePostmaster(clusterDir: string): Postmaster | null {
  const found = readPidFile(clusterDir);
  return found && isPostmasterOf(found.pid, clusterDir) ? found : null;
}

/** Whether process `pid` is alive (not a zombie) and is the postgres that works on this cluster directory. */
export function isPostmasterOf(pid: number, clusterDir: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  if (process.platform !== "linux") return commandNames(pid, clusterDir);
  try {
    const program = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0] ?? "";
    if (basename(program) !== "postgres") return false;
    const cwd = statSync(`/proc/${pid}/cwd`);
    const wanted = statSync(clusterDir);
    return cwd.ino === wanted.ino && cwd.dev === wanted.dev;
  } catch {
    return false;
  }
}

function commandNames(pid: number, clusterDir: string): boolean {
  const { stdout } = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return Boolean(stdout?.includes("postgres") && stdout.includes(clusterDir));
}

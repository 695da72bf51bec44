// Makes the Postgres data directory, whole or not at all.
// It must never touch a cluster that exists: that is somebody's data.
import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { giveTo, type Privileges } from "./privileges.ts";

const DRAFT = "postgres.new-";

/**
 * Makes `<dataDir>/postgres` with data checksums when it is missing; true when this call made it.
 * @throws Error with what initdb wrote when it fails.
 */
export async function ensureCluster(
  dataDir: string,
  initdb: string,
  how: Privileges,
  durable: boolean,
): Promise<boolean> {
  sweepDrafts(dataDir);
  const cluster = join(dataDir, "postgres");
  if (existsSync(cluster)) return false;
  const draft = join(dataDir, `${DRAFT}${process.pid}`);
  try {
    mkdirSync(draft, { mode: 0o700 });
    giveTo(how.owner, draft);
    await runInitdb(draft, initdb, how, durable);
    return publish(draft, cluster, dataDir);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function runInitdb(draft: string, initdb: string, how: Privileges, durable: boolean): Promise<void> {
  const settings = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = ["--username=postgres", "--auth-local=trust", "--auth-host=scram-sha-256"];
  const words = [...how.prefix, initdb, "-D", draft, ...settings, ...access, "--data-checksums"];
  if (!durable) words.push("--no-sync");
  const [command = "", ...args] = words;
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: postgresEnvironment(),
    cwd: draft,
  });
  let written = "";
  const keep = (chunk: Buffer) => {
    written += chunk;
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`The database could not be created:\n${written.trim()}`);
}

// Of two racing starts one rename wins; the other finds a full folder and uses the winner's.
function publish(draft: string, cluster: string, dataDir: string): boolean {
  try {
    renameSync(draft, cluster);
  } catch (error) {
    if (existsSync(join(cluster, "PG_VERSION"))) return false;
    throw error;
  }
  const folder = openSync(dataDir, "r");
  fsyncSync(folder);
  closeSync(folder);
  return true;
}

function sweepDrafts(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (!name.startsWith(DRAFT) || isAlive(Number(name.slice(DRAFT.length)))) continue;
    rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** What Postgres gets of our environment: nothing that could be a secret. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV } = process.env; // Next.js declares NODE_ENV as required in every environment.
  return { PATH, NODE_ENV, LC_ALL: "C", TZ: "UTC" };
}

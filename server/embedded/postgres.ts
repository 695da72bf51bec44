// The embedded Postgres: starts it (or takes over the one a killed server left), watches it, stops it.
// It must never listen on a network, and never start a second postmaster on a data directory.
import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
} from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { postgresBinaries } from "./binaries.ts";
import { ensureCluster, postgresEnvironment } from "./cluster.ts";
import { answersQueries, ensureDatabase } from "./database.ts";
import { isPostmasterOf, livePostmaster, type Postmaster, readPidFile } from "./postmaster.ts";
import { giveTo, type Privileges, unprivileged } from "./privileges.ts";
import { socketDirFor } from "./socket-dir.ts";

export interface EmbeddedPostgres {
  socketDir: string;
  port: number;
  database: "oneclaw";
  /** Owns the database and is not a superuser. */
  user: "oneclaw";
  superuser: "postgres";
  pid: number;
  /** Fast shutdown; resolves when the process is gone. A server that holds the lock calls `lock.release(stop)`. */
  stop(): Promise<void>;
  /** Calls back once when Postgres ends without `stop()`; then `startEmbeddedPostgres` may be called again. */
  onExit(callback: () => void): void;
}

export interface EmbeddedPostgresOptions {
  dataDir: string;
  log?: (line: string) => void;
  /** false leaves out fsync: for throwaway clusters only. */
  durable?: boolean;
}

const PORT = 5432;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const RACE_PATIENCE_MS = 30_000;
const STOP_PATIENCE_MS = 30_000;

const SETTINGS: Record<string, string> = {
  listen_addresses: "",
  port: String(PORT),
  unix_socket_permissions: "0700",
  max_connections: "100",
  shared_buffers: "128MB",
  synchronous_commit: "on",
  max_wal_size: "1GB",
  wal_compression: "on",
  jit: "off",
  autovacuum: "on",
  password_encryption: "scram-sha-256",
  timezone: "UTC",
  log_timezone: "UTC",
  log_destination: "stderr",
  logging_collector: "off",
  log_min_messages: "warning",
  log_checkpoints: "off",
  // Statements and row values could be somebody's data: the log shows neither.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};
const DURABLE = { fsync: "on", full_page_writes: "on" };
const THROWAWAY = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", autovacuum: "off" };

/**
 * A ready Postgres on `<dataDir>/postgres` with the database `oneclaw`; made, recovered or taken over as needed.
 * @throws Error with a sentence and the end of Postgres's own log when it cannot run.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log = () => {}, durable = true } = options;
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(options.dataDir);
  const binaries = postgresBinaries();
  const how = unprivileged(binaries.postgres, dataDir);
  if (await ensureCluster(dataDir, binaries.initdb, how, durable)) log("created the database");
  const launch: Launch = {
    dataDir,
    clusterDir: join(dataDir, "postgres"),
    program: binaries.postgres,
    how,
    durable,
  };
  const { postmaster, child } = await runPostmaster(launch, log);
  await ensureDatabase(postmaster);
  return handleOf(postmaster, child, launch.clusterDir);
}

interface Launch {
  dataDir: string;
  clusterDir: string;
  program: string;
  how: Privileges;
  durable: boolean;
}
interface Running {
  postmaster: Postmaster;
  child: ChildProcess | null;
}

// A shutdown of another server or a racing start can be under way, so look again until one postmaster is ready.
async function runPostmaster(launch: Launch, log: (line: string) => void): Promise<Running> {
  const deadline = Date.now() + RACE_PATIENCE_MS;
  for (;;) {
    const found = livePostmaster(launch.clusterDir);
    if (found) {
      const ready = await untilReady(launch.clusterDir, found.pid);
      if (ready) {
        log(`took over the running Postgres (process ${ready.pid})`);
        return { postmaster: ready, child: null };
      }
    } else {
      await refuseForeign(launch.clusterDir);
      const running = await spawnPostmaster(launch);
      if (running) return running;
    }
    if (Date.now() > deadline)
      throw new Error(`Postgres did not start on ${launch.clusterDir}.${logTail(launch, 0)}`);
    await delay(50);
  }
}

// A postmaster in another container shares the folder but not the process table.
async function refuseForeign(clusterDir: string): Promise<void> {
  const noted = readPidFile(clusterDir);
  if (!noted?.socketDir || !(await answers(join(noted.socketDir, `.s.PGSQL.${noted.port}`)))) return;
  if (livePostmaster(clusterDir)) return;
  throw new Error(
    `The database in ${clusterDir} is in use by a Postgres that this process cannot see, probably in another container. Stop that one first.`,
  );
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    connection.once("connect", () => resolve(true)).once("error", () => resolve(false));
    connection.once("connect", () => connection.destroy());
  });
}

/** The new postmaster, or null when another one holds the directory. */
async function spawnPostmaster(launch: Launch): Promise<Running | null> {
  giveTo(launch.how.owner, launch.clusterDir);
  const socketDir = socketDirFor(launch.dataDir, PORT, launch.how.owner);
  const settings = {
    ...SETTINGS,
    ...(launch.durable ? DURABLE : THROWAWAY),
    unix_socket_directories: socketDir,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [command = "", ...args] = [...launch.how.prefix, launch.program, "-D", launch.clusterDir, ...flags];
  const logFile = openLog(launch);
  const logStart = statSync(logPath(launch)).size;
  const child = spawn(command, args, {
    cwd: launch.clusterDir,
    detached: true,
    stdio: ["ignore", logFile, logFile],
    env: environmentFor(launch.clusterDir),
  });
  closeSync(logFile);
  child.unref();
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  const ready = await Promise.race([untilReady(launch.clusterDir, child.pid ?? 0, child), failed]);
  if (ready) return { postmaster: ready, child };
  const tail = logTail(launch, logStart);
  if (/lock file ".*" already exists|pre-existing shared memory block/.test(tail)) return null;
  throw new Error(`Postgres did not start.${tail}`);
}

// A crash can leave a pid that now is another program's. Postgres itself counts the number named here as
// stale, and still checks by the shared memory that no backend of the dead postmaster is at work.
function environmentFor(clusterDir: string): NodeJS.ProcessEnv {
  const noted = readPidFile(clusterDir);
  const stale = noted !== null && !isPostmasterOf(noted.pid, clusterDir);
  return { ...postgresEnvironment(), ...(stale && { PG_GRANDPARENT_PID: String(noted.pid) }) };
}

/** Waits through start, recovery and shutdown of process `pid`; null when it ended or is ending. */
async function untilReady(clusterDir: string, pid: number, child?: ChildProcess): Promise<Postmaster | null> {
  const ended = () => (child ? hasEnded(child) : !isPostmasterOf(pid, clusterDir));
  while (!ended()) {
    const noted = readPidFile(clusterDir);
    if (noted?.pid === pid && noted.status === "ready" && (await answersQueries(noted))) return noted;
    await delay(10);
  }
  return null;
}

function handleOf(postmaster: Postmaster, child: ChildProcess | null, clusterDir: string): EmbeddedPostgres {
  const { pid, port, socketDir } = postmaster;
  let stopping = false;
  let ended = false;
  const callbacks: (() => void)[] = [];
  const gone = () => {
    if (ended) return;
    ended = true;
    if (!stopping) for (const callback of callbacks) callback();
  };
  watch(pid, child, clusterDir, gone);
  return {
    ...{ socketDir, port, pid, database: "oneclaw", user: "oneclaw", superuser: "postgres" },
    async stop() {
      stopping = true;
      await shutDown(pid, child, clusterDir);
    },
    onExit(callback) {
      if (ended && !stopping) queueMicrotask(callback);
      else callbacks.push(callback);
    },
  };
}

function watch(pid: number, child: ChildProcess | null, clusterDir: string, gone: () => void): void {
  if (child) {
    if (hasEnded(child)) gone();
    else child.once("exit", gone);
    return;
  }
  const timer = setInterval(() => {
    if (isPostmasterOf(pid, clusterDir)) return;
    clearInterval(timer);
    gone();
  }, 100);
  timer.unref();
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

// SIGINT is Postgres's fast shutdown, SIGQUIT the immediate one, which costs a recovery but loses nothing.
async function shutDown(pid: number, child: ChildProcess | null, clusterDir: string): Promise<void> {
  const ended = () => (child ? hasEnded(child) : !isPostmasterOf(pid, clusterDir));
  const impatient = Date.now() + STOP_PATIENCE_MS;
  let signal: NodeJS.Signals | null = "SIGINT";
  while (!ended()) {
    if (signal) kill(pid, signal);
    signal = null;
    await delay(10);
    if (Date.now() > impatient) signal = "SIGQUIT";
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function logPath(launch: Launch): string {
  return join(launch.dataDir, "postgres.log");
}

function openLog(launch: Launch): number {
  const path = logPath(launch);
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
  const file = openSync(path, "a", 0o600);
  chmodSync(path, 0o600);
  return file;
}

function logTail(launch: Launch, from: number): string {
  const written = readFileSync(logPath(launch)).subarray(from).toString("utf8").trim();
  return written ? ` It wrote:\n${written.split("\n").slice(-12).join("\n")}` : "";
}

// One server per data directory: a session advisory lock in its Postgres, gone with the process that holds it.
// It must never be waited for beyond two seconds: a second server is told who is there.
import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import { adminClient } from "./database.ts";

const KEY = 0x1c1a0002;
const NAME = "1claw server ";
const PATIENCE_MS = 500;
// How long Postgres may take, on a busy machine, to notice that the connection of a holder that is gone is closed.
const PATIENCE_WITH_THE_DEAD_MS = 10_000;

/** Another server works on this data directory. */
export class DataDirInUse extends Error {
  readonly holderPid: number | null;
  constructor(dataDir: string, holderPid: number | null) {
    const who = holderPid ? `process ${holderPid}` : "a process that did not give its number";
    const stop = holderPid ? `Stop it first (kill ${holderPid})` : "Stop it first";
    super(
      `The data directory ${dataDir} is in use by another 1Claw server, ${who}. ${stop}, or start this one with another ONECLAW_DATA_DIR.`,
    );
    this.name = "DataDirInUse";
    this.holderPid = holderPid;
  }
}

export interface DataDirLock {
  /**
   * Gives the lock up. With `stop` (the embedded Postgres's own) it is held until Postgres is gone, so that nobody
   * enters a database that is about to stop.
   */
  release(stop?: () => Promise<void>): Promise<void>;
  /** Calls back once when another server took the directory while Postgres was away: this process must end. */
  onLost(callback: (reason: DataDirInUse) => void): void;
}

interface Address {
  socketDir: string;
  port: number;
}

/**
 * Holds the data directory for this process until `release()` or its end, through restarts of Postgres too.
 * After a refusal do not stop the Postgres: it is the holder's.
 * @throws DataDirInUse within two seconds when another live process holds it.
 */
export async function acquireDataDirLock(address: Address, dataDir: string): Promise<DataDirLock> {
  const lost: ((reason: DataDirInUse) => void)[] = [];
  let released = false;
  let client = await acquire(address, dataDir);
  const keep = () => {
    client.once("end", async () => {
      const again = released ? null : await reacquire(address, dataDir, () => released);
      if (again instanceof DataDirInUse) for (const callback of lost) callback(again);
      else if (again && released) await again.end();
      else if (again) {
        client = again;
        keep();
      }
    });
  };
  keep();
  return {
    async release(stop) {
      released = true;
      await stop?.();
      await client.end().catch(() => {});
    },
    onLost: (callback) => void lost.push(callback),
  };
}

async function acquire(address: Address, dataDir: string): Promise<Client> {
  const client = adminClient(address, `${NAME}${process.pid}`);
  // The "end" event follows and is what counts; without a listener the error would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    const started = Date.now();
    while (!(await tryLock(client))) {
      const holder = await holderPid(client);
      const patience = holder && !isAlive(holder) ? PATIENCE_WITH_THE_DEAD_MS : PATIENCE_MS;
      if (Date.now() - started > patience) throw new DataDirInUse(dataDir, holder);
      await delay(50);
    }
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

async function reacquire(
  address: Address,
  dataDir: string,
  released: () => boolean,
): Promise<Client | DataDirInUse | null> {
  while (!released()) {
    try {
      return await acquire(address, dataDir);
    } catch (error) {
      if (error instanceof DataDirInUse) return error;
    }
    await delay(50, undefined, { ref: false });
  }
  return null;
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS held", [KEY]);
  return rows[0].held;
}

async function holderPid(client: Client): Promise<number | null> {
  const { rows } = await client.query(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = $1::oid AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [KEY],
  );
  const name: string = rows[0]?.name ?? "";
  return name.startsWith(NAME) ? Number(name.slice(NAME.length)) : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

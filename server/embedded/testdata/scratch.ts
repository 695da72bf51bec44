// Data directories and server processes for the tests of this folder; nothing outlives a test.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client, type QueryResultRow } from "pg";
import { onTestFinished } from "vitest";
import type { EmbeddedPostgres } from "../postgres.ts";
import { livePostmaster } from "../postmaster.ts";

/** A data directory (absolute path, not made yet) that is removed with its Postgres after the test. */
export function scratchDataDir(...below: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "1claw-scratch-"));
  const dataDir = join(folder, ...below, "data");
  onTestFinished(async () => {
    const postmaster = livePostmaster(join(dataDir, "postgres"));
    if (postmaster) process.kill(postmaster.pid, "SIGQUIT");
    await until(() => !livePostmaster(join(dataDir, "postgres")));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return dataDir;
}

/** Rows of one query as the superuser, on a connection of its own. */
export async function ask<Row extends QueryResultRow>(
  postgres: Pick<EmbeddedPostgres, "socketDir" | "port">,
  sql: string,
  as: { user: string; database: string } = { user: "postgres", database: "oneclaw" },
): Promise<Row[]> {
  const client = new Client({ host: postgres.socketDir, port: postgres.port, ...as });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

export interface Answer {
  pid: number;
  postgres?: Pick<EmbeddedPostgres, "socketDir" | "port" | "pid">;
  refused?: string;
  holder?: number | null;
}

interface AnotherServer {
  process: ChildProcess;
  answer: Promise<Answer>;
  /** What it prints when the directory was taken from it. */
  lost: Promise<{ pid: number; lostTo: number | null }>;
}

/** Another server process on `dataDir`, in a process group of its own. */
export function anotherServer(dataDir: string): AnotherServer {
  const script = join(import.meta.dirname, "hold-data-dir.ts");
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  onTestFinished(() => killAll(child));
  const lines = createInterface({ input: child.stdout });
  const written = lines[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await written.next()).value ?? "{}");
  const answer = next();
  return { process: child, answer, lost: answer.then(next) };
}

/** Kills a server's process group with SIGKILL and waits for its end. */
export async function killAll(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  const ended = once(child, "exit");
  process.kill(-child.pid, "SIGKILL");
  await ended;
}

/** Resolves when the condition holds; the test's own time limit is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

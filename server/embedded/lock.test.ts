import { describe, expect, it } from "vitest";
import { openDataDir } from "./data-dir.ts";
import { acquireDataDirLock, DataDirInUse } from "./lock.ts";
import { startEmbeddedPostgres } from "./postgres.ts";
import { anotherServer, ask, killAll, scratchDataDir } from "./testdata/scratch.ts";

describe("one server per data directory", () => {
  it("refuses a second server within two seconds, names the first, and leaves it at work", async () => {
    const dataDir = scratchDataDir();
    const first = anotherServer(dataDir);
    const { pid, postgres } = await first.answer;
    const started = performance.now();
    const second = await openDataDir({ dataDir }).catch((error) => error);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(second).toBeInstanceOf(DataDirInUse);
    expect(second.message).toContain(`process ${pid}. Stop it first (kill ${pid})`);
    expect(second.message).toContain(dataDir);
    expect(await ask(postgres ?? expect.fail("no postgres"), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("lets exactly one of two racing first starts run and refuses the other", async () => {
    const dataDir = scratchDataDir();
    const answers = await Promise.all([anotherServer(dataDir).answer, anotherServer(dataDir).answer]);
    const winner = answers.find((answer) => answer.postgres);
    const loser = answers.find((answer) => answer.refused);
    expect(loser?.holder).toBe(winner?.pid);
    expect(await ask(winner?.postgres ?? expect.fail("no winner"), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("opens again at once after the holder was killed", async () => {
    const dataDir = scratchDataDir();
    const first = anotherServer(dataDir);
    await first.answer;
    await killAll(first.process);
    const { lock } = await openDataDir({ dataDir });
    await lock.release();
  });

  it("opens while the holder is stopping, when that is done", async () => {
    const dataDir = scratchDataDir();
    const first = await openDataDir({ dataDir });
    const closed = first.lock.release(first.postgres.stop);
    const second = await openDataDir({ dataDir });
    await closed;
    expect(second.postgres.pid).not.toBe(first.postgres.pid);
    await second.lock.release();
  });

  it("holds on through a crash of Postgres", async () => {
    const dataDir = scratchDataDir();
    const { postgres, lock } = await openDataDir({ dataDir });
    const exited = new Promise<void>((resolve) => postgres.onExit(resolve));
    process.kill(postgres.pid, "SIGKILL");
    await exited;
    const again = await startEmbeddedPostgres({ dataDir });
    const held = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted";
    let rows: unknown[] = [];
    while (rows.length === 0) rows = await ask(again, held);
    await expect(acquireDataDirLock(again, dataDir)).rejects.toThrow(`process ${process.pid}`);
    await lock.release();
  });

  it("tells a server that lost the directory while Postgres was away", async () => {
    const dataDir = scratchDataDir();
    const first = anotherServer(dataDir);
    const { pid, postgres } = await first.answer;
    process.kill(pid, "SIGSTOP");
    process.kill(postgres?.pid ?? expect.fail("no postgres"), "SIGKILL");
    const second = await openDataDir({ dataDir });
    process.kill(pid, "SIGCONT");
    expect(await first.lost).toEqual({ pid, lostTo: process.pid });
    await second.lock.release();
  });
});

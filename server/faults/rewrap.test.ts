import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseBlob } from "#server/crypto/envelope.ts";
import {
  LONG,
  must,
  newOwner,
  type Owner,
  type Place,
  type Product,
  sharedPlace,
  startProduct,
  until,
} from "./product.ts";
import { proveAudit } from "./witness.ts";

const SECRETS = LONG ? 1_000 : 260;
const KILLS = LONG ? 10 : 3;
type Result = { rewrapped: number; damaged: number; resumed: boolean };

function worker({ env }: Place, vault_id: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "rewrap-process.ts"), vault_id], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (written += chunk));
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, output: () => written };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "close");
}

async function resultOf({ child, output }: ReturnType<typeof worker>): Promise<Result> {
  await ended(child);
  const line = /^done (.*)$/m.exec(output())?.[1];
  return JSON.parse(line ?? expect.fail(`no result:\n${output()}`)) as Result;
}

async function fill(product: Product, { token, vault_id }: Owner): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  const left = Array.from({ length: SECRETS }, (_, n) => `keys/${n}`);
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let path = left.pop(); path; path = left.pop()) {
        const value = randomBytes(48).toString("hex");
        values.set(path, value);
        await must(product, 201, "PUT", `/v1/vaults/${vault_id}/secrets/${path}`, { token, body: { value } });
      }
    }),
  );
  return values;
}

/** Reads all the time, everything in turn; whatever is not exactly what was written is collected. */
function readers(product: Product, { token, vault_id }: Owner, values: Map<string, string>) {
  const wrong: string[] = [];
  let stopped = false;
  let reads = 0;
  const loops = Array.from({ length: 3 }, async () => {
    const paths = [...values.keys()].sort(() => randomInt(3) - 1);
    for (let turn = 0; !stopped; turn++) {
      const path = paths[turn % paths.length] ?? "";
      const reply = await product.ask<{ value: string }>("GET", `/v1/vaults/${vault_id}/secrets/${path}`, {
        token,
      });
      if (reply.body?.value !== values.get(path)) wrong.push(`${path}: ${reply.status}`);
      reads++;
    }
  });
  return {
    wrong,
    async stop() {
      stopped = true;
      await Promise.all(loops);
      return reads;
    },
  };
}

describe("a vault's new key", { timeout: LONG ? 300_000 : 60_000 }, () => {
  it("reaches every secret although its workers are killed again and again, and all are readable all the time", async () => {
    const place = await sharedPlace();
    const product = await startProduct(place.env);
    const owner = await newOwner(product);
    const values = await fill(product, owner);
    const remaining = async () => {
      const rows = await place.sql<{ n: string }>(
        "select count(*) as n from secret_versions sv join vaults v on v.id = sv.vault_id where v.id = $1 and sv.kek_version < greatest(v.kek_version, 2)",
        [owner.vault_id],
      );
      return Number(rows[0]?.n);
    };
    const reading = readers(product, owner, values);
    for (let kill = 0; kill < KILLS; kill++) {
      const { child, output } = worker(place, owner.vault_id);
      await until(() => output().includes("begins") || child.exitCode !== null);
      await new Promise((resolve) => setTimeout(resolve, randomInt(2, LONG ? 60 : 25)));
      child.kill("SIGKILL");
      await ended(child);
      if ((await remaining()) === 0) break;
    }
    const before = await remaining();
    const results = await Promise.all([
      resultOf(worker(place, owner.vault_id)),
      resultOf(worker(place, owner.vault_id)),
    ]);
    expect(await reading.stop()).toBeGreaterThan(SECRETS);
    expect(reading.wrong).toEqual([]);
    const [vault] = await place.sql<{ kek_version: number }>("select kek_version from vaults where id = $1", [
      owner.vault_id,
    ]);
    const counted = results.reduce((sum, result) => sum + result.rewrapped, 0);
    if (before > 0 && vault?.kek_version === 2)
      expect(counted, "each was rewrapped by one worker").toBe(before);
    expect(results.map((result) => result.damaged)).toEqual([0, 0]);
    const rows = await place.sql<{ kek_version: number; blob: Buffer }>(
      "select kek_version, blob from secret_versions where vault_id = $1",
      [owner.vault_id],
    );
    expect(rows).toHaveLength(SECRETS);
    for (const row of rows) {
      expect(row.kek_version).toBe(vault?.kek_version);
      expect(parseBlob(row.blob).kek_version).toBe(row.kek_version);
    }
    for (const [path, value] of values) {
      const read = await must(product, 200, "GET", `/v1/vaults/${owner.vault_id}/secrets/${path}`, {
        token: owner.token,
      });
      expect(read.value).toBe(value);
    }
    await proveAudit(owner.org_id, place.sql);
  });
});

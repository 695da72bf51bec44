import { existsSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  API_PROCESS,
  embeddedPlace,
  LONG,
  must,
  newOwner,
  type Owner,
  type Product,
  REAL_PROCESS,
  refusedStart,
  sharedPlace,
  startProduct,
  until,
} from "./product.ts";
import { newAgent, proveNothingLost, startLoad, Witness } from "./witness.ts";

const BUILT = existsSync(join(import.meta.dirname, "..", "..", ".next", "BUILD_ID"));
// The real process has pages; where they were not built the same server is tested without them.
const PROCESS = BUILT ? REAL_PROCESS : API_PROCESS;

describe("SIGTERM", { timeout: 60_000 }, () => {
  it("under load ends the server with 0 and every request that was under way with its own answer", async () => {
    const place = embeddedPlace();
    let product = await startProduct(place.env, PROCESS);
    const first = product;
    const owner = await newOwner(product);
    const witness = new Witness();
    let accepting = true;
    const load = startLoad(
      () => (accepting ? product : null),
      owner,
      await newAgent(product, owner),
      witness,
    );
    await until(() => witness.count > 30);
    accepting = false;
    const stopped = first.stop();
    const { code, ms } = await stopped;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(15_000);
    expect(place.postgresPid(), "its Postgres ends with it").toBeNull();
    await load.stop();
    expect(witness.in_doubt, "requests that were cut").toBe(0);
    product = await startProduct(place.env, PROCESS);
    await proveNothingLost(product, owner, witness, place.sql);
  });

  it("ends two servers one after the other, as in a deployment of a new version, without one failed read", async () => {
    const place = await sharedPlace();
    const servers: (Product | null)[] = [await startProduct(place.env), await startProduct(place.env)];
    const owner = await newOwner(servers[0] as Product);
    const url = `/v1/vaults/${owner.vault_id}/secrets/api/key`;
    await must(servers[0] as Product, 201, "PUT", url, { token: owner.token, body: { value: "v" } });
    const reading = proxyReads(() => servers.filter((server) => server !== null), owner, url);
    for (let round = 0; round < (LONG ? 6 : 2); round++) {
      const turn = round % 2;
      const leaving = servers[turn] as Product;
      const enough = reading.count() + 50;
      await until(() => reading.count() >= enough);
      expect((await leaving.stop()).code).toBe(0);
      servers[turn] = await startProduct(place.env);
    }
    expect(await reading.stop()).toEqual([]);
  });

  it("lets a request in flight finish, says Connection: close, and then refuses new connections", async () => {
    const place = await sharedPlace();
    const product = await startProduct(place.env, PROCESS);
    const owner = await newOwner(product);
    const { token, vault_id } = owner;
    const text = JSON.stringify({ value: "slowly" });
    const path = `/v1/vaults/${vault_id}/secrets/slow`;
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "content-length": text.length,
    };
    const request = http.request(new URL(path, product.url), { method: "PUT", headers, agent: false });
    const answered = new Promise<http.IncomingMessage>((resolve, reject) =>
      request.on("response", resolve).on("error", reject),
    );
    request.write(text.slice(0, 10));
    await until(async () => (await product.ask("GET", "/metrics")).text.includes("oneclaw_requests_total"));
    const stopped = product.stop();
    await until(() => refuses(product));
    expect(product.hasEnded()).toBe(false);
    request.end(text.slice(10));
    const response = await answered;
    expect(response.statusCode).toBe(201);
    expect(response.headers.connection).toBe("close");
    response.resume();
    expect((await stopped).code).toBe(0);
  });
});

describe("the server's process", { timeout: 60_000 }, () => {
  it("ends with 78 and one sentence when a variable is wrong, and starts nothing", async () => {
    const place = embeddedPlace();
    const ended = await refusedStart({ ...place.env, PORT: "eighty" }, REAL_PROCESS);
    expect(ended.code).toBe(78);
    expect(ended.output.trim()).toMatch(/^PORT is wrong: .+$/);
    expect(existsSync(place.dataDir)).toBe(false);
  });

  it("refuses a second one on its data directory within two seconds", async () => {
    const place = embeddedPlace();
    const product = await startProduct(place.env, PROCESS);
    const second = await refusedStart(place.env, PROCESS);
    expect(second.code).toBe(1);
    expect(second.output).toContain(`is in use by another 1Claw server, process ${product.pid}`);
    await must(product, 200, "GET", "/v1/health");
  });
});

/** True when nobody accepts connections there any more. */
function refuses(product: Product): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get(new URL("/v1/health", product.url), { agent: false }, (response) => {
      response.resume();
      response.on("close", () => resolve(false));
    });
    request.on("error", () => resolve(true));
  });
}

/** Reads through both servers as a proxy would: a read whose connection broke is asked of the other one. */
function proxyReads(servers: () => Product[], { token }: Owner, url: string) {
  const failures: string[] = [];
  let stopped = false;
  let done = 0;
  const once = async (turn: number): Promise<void> => {
    for (let attempt = 0; attempt < 3; attempt++) {
      const choice = servers();
      const server = choice[(turn + attempt) % choice.length];
      const reply = await server?.ask("GET", url, { token }).catch(() => null);
      if (!reply) continue;
      if (reply.status !== 200) failures.push(`${reply.status} ${reply.text}`);
      done++;
      return;
    }
    failures.push("no server answered");
  };
  const loops = Array.from({ length: 4 }, async (_, client) => {
    for (let turn = client; !stopped; turn++) await once(turn);
  });
  return {
    count: () => done,
    async stop() {
      stopped = true;
      await Promise.all(loops);
      return failures;
    },
  };
}

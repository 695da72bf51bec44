import { randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  embeddedPlace,
  LONG,
  must,
  newOwner,
  type Place,
  type Product,
  refusedStart,
  sharedPlace,
  startProduct,
  until,
} from "./product.ts";
import { newAgent, proveAudit, proveNothingLost, startLoad, Witness } from "./witness.ts";

const READY_MS = 10_000;

/** Rounds of load, a kill at a random moment, a restart, and the proof. */
async function killRounds(
  place: Place,
  rounds: number,
  kill: (product: Product) => Promise<void>,
): Promise<void> {
  const witness = new Witness();
  let product: Product | null = await startProduct(place.env);
  const owner = await newOwner(product);
  const agent_id = await newAgent(product, owner);
  const load = startLoad(() => product, owner, agent_id, witness);
  for (let round = 0; round < rounds; round++) {
    const enough = witness.count + (LONG ? randomInt(50, 400) : randomInt(20, 80));
    await until(() => witness.count >= enough);
    const victim: Product = product;
    product = null;
    await kill(victim);
    product = await startProduct(place.env);
    expect(product.ready_ms).toBeLessThan(READY_MS);
    const health = await must<{ status: string }>(product, 200, "GET", "/v1/health");
    expect(health.status).toBe("healthy");
  }
  await load.stop();
  await proveNothingLost(product, owner, witness, place.sql);
}

describe("a server that is killed while it writes", { timeout: LONG ? 600_000 : 90_000 }, () => {
  it("has every acknowledged change after its next start, which takes over the Postgres that it left", async () => {
    await killRounds(embeddedPlace(), LONG ? 20 : 3, (product) => product.kill());
  });

  it("has every acknowledged change when its Postgres is killed with it", async () => {
    const place = embeddedPlace();
    await killRounds(place, LONG ? 20 : 2, async (product) => {
      const postgres = place.postgresPid();
      if (postgres) process.kill(postgres, "SIGKILL");
      await product.kill();
    });
  });

  it("has every acknowledged change in a Postgres of its own", async () => {
    await killRounds(await sharedPlace(), LONG ? 20 : 2, (product) => product.kill());
  });

  it("goes on when only its embedded Postgres is killed, without a restart", async () => {
    const place = embeddedPlace();
    const product = await startProduct(place.env);
    const owner = await newOwner(product);
    const witness = new Witness();
    const load = startLoad(() => product, owner, await newAgent(product, owner), witness);
    for (let round = 0; round < (LONG ? 10 : 2); round++) {
      const enough = witness.count + 30;
      await until(() => witness.count >= enough);
      process.kill(place.postgresPid() ?? expect.fail("no Postgres"), "SIGKILL");
      const before = witness.count;
      await until(() => witness.count > before + 20 && place.postgresPid());
    }
    await load.stop();
    await proveNothingLost(product, owner, witness, place.sql);
  });
});

describe("a data directory with a server at work", { timeout: 60_000 }, () => {
  it("is refused to a second server within two seconds of its own start, and the first loses nothing", async () => {
    const place = embeddedPlace();
    const product = await startProduct(place.env);
    const owner = await newOwner(product);
    const witness = new Witness();
    const load = startLoad(() => product, owner, await newAgent(product, owner), witness, { clients: 2 });
    await until(() => witness.count > 10);
    const second = await refusedStart(place.env);
    expect(second.code).toBe(1);
    expect(second.output).toMatch(
      /data directory .* is in use by another 1Claw server, process \d+\. Stop it first/,
    );
    expect(second.output).toContain(`process ${product.pid}`);
    expect(second.output.trim().split("\n")).toHaveLength(1);
    const before = witness.count;
    await until(() => witness.count > before + 10);
    await load.stop();
    expect(witness.in_doubt + witness.refused).toBe(0);
    await proveNothingLost(product, owner, witness, place.sql);
  });
});

describe("the audit log of two servers", { timeout: LONG ? 300_000 : 60_000 }, () => {
  it("has neither gap nor fork when both write, and one is killed again and again", async () => {
    const place = await sharedPlace();
    const [steady, first] = [await startProduct(place.env), await startProduct(place.env)];
    let victim: Product | null = first;
    const owner = await newOwner(steady);
    const agent_id = await newAgent(steady, owner);
    const witness = new Witness();
    let turn = 0;
    const load = startLoad(() => (turn++ % 2 ? victim : steady), owner, agent_id, witness, {
      clients: LONG ? 40 : 12,
      bytes: 64,
    });
    for (let round = 0; round < (LONG ? 5 : 2); round++) {
      const enough = witness.count + (LONG ? 400 : 60);
      await until(() => witness.count >= enough, { within_ms: 60_000 });
      const dying: Product = victim ?? expect.fail("no victim");
      victim = null;
      await dying.kill();
      victim = await startProduct(place.env);
    }
    await load.stop();
    await proveNothingLost(steady, owner, witness, place.sql);
    const events = await proveAudit(owner.org_id, place.sql);
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
  });
});

// Whether it stays as fast when an organization has grown: a small and a grown deployment side by side, in alternating slices.
import type pg from "pg";
import { GROWN, queueEvents, seedGrowth } from "./growth-seed.ts";
import type { Shot } from "./load.ts";
import { startLoad } from "./processes.ts";
import {
  ask,
  dispose,
  freshDataDir,
  type Product,
  prepareScene,
  type Scene,
  startProduct,
  untilSealed,
} from "./product.ts";
import { median, percentile, type Row } from "./table.ts";

const CONNECTIONS = 16;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SLICE_SECONDS = Number(process.env.BENCH_SLICE_SECONDS ?? 4);
const LIST_SECONDS = 2;
const QUEUED = 20_000;

type Side = { name: string; product: Product; scene: Scene; pool: pg.Pool; rates: number[] };
type Loader = ReturnType<typeof startLoad>;

export async function measureGrowth(): Promise<Row[]> {
  const [small, grown] = [
    await side("100 secrets"),
    await side(`${GROWN.secrets.toLocaleString("en")} secrets`),
  ];
  await seedGrowth(grown.pool, grown.scene);
  const load = startLoad();
  for (const one of [small, grown]) await slice(load, one, SLICE_SECONDS);
  for (const one of [small, grown]) one.rates = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of round % 2 === 0 ? [small, grown] : [grown, small])
      await slice(load, one, SLICE_SECONDS);
  }
  const lists = await measureLists(load, grown);
  const sealer = await measureSealer(grown);
  const disk = await measureDisk(grown);
  load.stop();
  for (const { product, pool } of [small, grown]) {
    await pool.end();
    await dispose(product);
  }
  return [...readRows(small, grown), ...lists, ...sealer, ...disk];
}

async function side(name: string): Promise<Side> {
  const product = await startProduct(freshDataDir());
  return { name, product, scene: await prepareScene(product.port), pool: product.database(), rates: [] };
}

async function slice(load: Loader, { product, scene, pool, rates }: Side, seconds: number): Promise<void> {
  const measured = await load.fire({
    port: product.port,
    shots: scene.reads,
    seconds,
    connections: CONNECTIONS,
  });
  rates.push(measured.requests / measured.seconds);
  await untilSealed(pool);
}

function readRows(small: Side, grown: Side): Row[] {
  const ratio = median(grown.rates) / median(small.rates);
  return [small, grown].map((one) => ({
    what: `reads/s with ${one.name}`,
    result: Math.round(median(one.rates)),
    note: one === grown ? `ratio ${ratio.toFixed(2)}; ${slices(one)}` : slices(one),
  }));
}

function slices({ rates }: Side): string {
  return `slices ${rates.map((rate) => Math.round(rate)).join(" ")}`;
}

async function measureLists(load: Loader, { product, scene }: Side): Promise<Row[]> {
  const authorization = `Bearer ${scene.owner_token}`;
  const secrets = `/v1/vaults/${scene.vault_id}/secrets?limit=100`;
  const middle = Buffer.from("service/8").toString("base64url");
  const targets: [string, string, string][] = [
    ["list the first page of secrets", secrets, authorization],
    ["list a page in the middle", `${secrets}&cursor=${middle}`, authorization],
    ["list a page in the middle, as an agent", `${secrets}&cursor=${middle}`, `Bearer ${scene.agent_token}`],
    ["list a page of agents", "/v1/agents?limit=100", authorization],
    ["list a page of audit events", "/v1/audit/events?limit=100", authorization],
    ["list a page of shares", "/v1/shares/outbound?limit=100", authorization],
    ["list a page of members", "/v1/org/members?limit=100", authorization],
    ["search paths and metadata: many matches", "/v1/secrets/search?q=service&limit=100", authorization],
    ["search paths and metadata: one match", "/v1/secrets/search?q=key-42&limit=100", authorization],
  ];
  const rows: Row[] = [];
  for (const [what, path, token] of targets) {
    await ask(product.port, "GET", path, { token: token.slice("Bearer ".length), status: 200 });
    const shots: Shot[] = [{ method: "GET", path, headers: { authorization: token }, status: 200 }];
    const { latencies } = await load.fire({
      port: product.port,
      shots,
      seconds: LIST_SECONDS,
      connections: 1,
    });
    rows.push({
      what,
      result: `${percentile([...latencies], 0.5).toFixed(1)} ms`,
      note: `p99 ${percentile([...latencies], 0.99).toFixed(1)} ms`,
    });
  }
  return rows;
}

async function measureSealer({ pool, scene }: Side): Promise<Row[]> {
  await untilSealed(pool);
  await queueEvents(pool, scene, QUEUED);
  const ms = await untilSealed(pool);
  const rate = Math.round((QUEUED / ms) * 1000);
  return [
    {
      what: "events/s the sealer catches up with",
      result: rate,
      note: `${QUEUED} queued, sealed in ${(ms / 1000).toFixed(1)} s`,
    },
  ];
}

async function measureDisk({ pool }: Side): Promise<Row[]> {
  const { rows } = await pool.query(`
    select (pg_total_relation_size('secrets') + pg_total_relation_size('secret_versions')) / (select count(*) from secrets) as secret,
      (pg_total_relation_size('audit_events') + pg_total_relation_size('audit_leaves')) / (select count(*) from audit_events) as event`);
  return [
    {
      what: "bytes on disk for a secret of 48 characters",
      result: Number(rows[0]?.secret),
      note: "one version, with its indexes",
    },
    {
      what: "bytes on disk for an audit event",
      result: Number(rows[0]?.event),
      note: "sealed, with its indexes",
    },
  ];
}

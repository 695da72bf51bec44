// The read of a secret by an agent: the product, the bare program and Next's own server in alternating slices.
import pg from "pg";
import type { Load, Measured, Shot } from "./load.ts";
import { startNext } from "./next.ts";
import { type Running, residentMegabytes, start, startLoad } from "./processes.ts";
import { dispose, freshDataDir, prepareScene, readShots, startProduct, untilSealed } from "./product.ts";
import { median, percentile, type Row } from "./table.ts";

const CONNECTIONS = 16;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const SLICE_SECONDS = Number(process.env.BENCH_SLICE_SECONDS ?? 4);
const WARM_UP_SECONDS = 3;

const NEXT = "1Claw through plain `next start`";

type Contender = {
  name: string;
  pid: number;
  port: number;
  shots: Shot[];
  rates: number[];
  p50: number[];
  p99: number[];
  megabytes: number;
};

export async function measureReads(): Promise<Row[]> {
  const product = await startProduct(freshDataDir());
  const scene = await prepareScene(product.port);
  const floor = await startFloor(product.postgres);
  const pool = product.database();
  const load = startLoad();
  const next = await startNext(product);
  const contenders: Contender[] = [
    contender("bare Node program", floor.running, floor.port, floor.shots),
    contender("1Claw", product, product.port, scene.reads),
  ];
  // Next serves the route where its folder lies, below /api.
  const below = scene.reads.map((shot) => ({ ...shot, path: `/api${shot.path}` }));
  if (next) contenders.push(contender(NEXT, next, next.port, below));
  for (const one of contenders) await load.fire(loadOf(one, WARM_UP_SECONDS));
  await untilSealed(pool);
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const one of order) {
      note(one, await load.fire(loadOf(one, SLICE_SECONDS)));
      await untilSealed(pool);
    }
  }
  load.stop();
  await pool.end();
  await floor.running.stop();
  await next?.stop();
  await dispose(product);
  const rows = rowsOf(contenders);
  return next ? rows : [...rows, { what: NEXT, "requests/s": "not built" }];
}

function contender(name: string, { pid }: Running, port: number, shots: Shot[]): Contender {
  return { name, pid, port, shots, rates: [], p50: [], p99: [], megabytes: 0 };
}

function loadOf({ port, shots }: Contender, seconds: number): Load {
  return { port, shots, seconds, connections: CONNECTIONS };
}

function note(one: Contender, measured: Measured): void {
  one.rates.push(measured.requests / measured.seconds);
  const latencies = [...measured.latencies];
  one.p50.push(percentile(latencies, 0.5));
  one.p99.push(percentile(latencies, 0.99));
  one.megabytes = Math.max(one.megabytes, residentMegabytes(one.pid));
}

export async function startFloor({ host, port }: { host: string; port: number }) {
  const admin = new pg.Client({ host, port, user: "postgres", database: "postgres" });
  await admin.connect();
  await admin.query("create database bench_floor");
  await admin.end();
  const running = await start(["bench/floor.ts", host, String(port), "bench_floor"], {}, (line) =>
    line.startsWith("{"),
  );
  const said = JSON.parse(running.ready) as {
    port: number;
    token: string;
    vault_id: string;
    values: Record<string, string>;
  };
  return { running, port: said.port, shots: readShots(said.token, said.vault_id, said.values) };
}

// Slices of one round saw the same machine, so ratios are taken within a round; what is printed is their median.
function rowsOf(contenders: Contender[]): Row[] {
  const base = contenders[0]?.rates ?? [];
  return contenders.map((one) => {
    const ratios = one.rates.map((rate, round) => rate / (base[round] ?? rate));
    const tails = one.p99.map((p99, round) => p99 / (one.p50[round] ?? p99));
    return {
      what: one.name,
      "requests/s": Math.round(median(one.rates)),
      slices: one.rates.map((each) => Math.round(each)).join(" "),
      ratio: median(ratios).toFixed(2),
      ratios: ratios.map((ratio) => ratio.toFixed(2)).join(" "),
      p50: `${median(one.p50).toFixed(1)} ms`,
      p99: `${median(one.p99).toFixed(1)} ms`,
      "p99/p50": median(tails).toFixed(1),
      memory: `${Math.round(one.megabytes)} MB`,
    };
  });
}

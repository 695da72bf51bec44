// Contenders in alternating slices of one run: slices of one round saw the same machine, so ratios are taken within a round.
import type pg from "pg";
import type { Load, Measured, Shot } from "./load.ts";
import { type Running, residentMegabytes, type startLoad } from "./processes.ts";
import { untilSealed } from "./product.ts";
import { median, percentile, type Row } from "./table.ts";

const CONNECTIONS = 16;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const SLICE_SECONDS = Number(process.env.BENCH_SLICE_SECONDS ?? 4);
const WARM_UP_SECONDS = 3;

export type Contender = {
  name: string;
  pid: number;
  port: number;
  shots: Shot[];
  rates: number[];
  p50: number[];
  p99: number[];
  megabytes: number;
};

export function contender(name: string, { pid }: Running, port: number, shots: Shot[]): Contender {
  return { name, pid, port, shots, rates: [], p50: [], p99: [], megabytes: 0 };
}

/** Rounds of one slice for each contender in alternating order; the ratios are to the first one. */
export async function contest(
  load: ReturnType<typeof startLoad>,
  pool: pg.Pool,
  contenders: readonly Contender[],
): Promise<Row[]> {
  for (const one of contenders) await load.fire(loadOf(one, WARM_UP_SECONDS));
  await untilSealed(pool);
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of round % 2 === 0 ? contenders : contenders.toReversed()) {
      note(one, await load.fire(loadOf(one, SLICE_SECONDS)));
      await untilSealed(pool);
    }
  }
  return rowsOf(contenders);
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

function rowsOf(contenders: readonly Contender[]): Row[] {
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

// From `npm start` to the ready line, with the pages already built: on an empty data directory, and on that same one again.
import { dispose, freshDataDir, startProduct } from "./product.ts";
import { median, type Row } from "./table.ts";

const TIMES = 3;

export async function measureStarts(): Promise<Row[]> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const first = await startProduct(freshDataDir());
    cold.push(first.ready_ms);
    await first.stop();
    const second = await startProduct(first.data_dir);
    warm.push(second.ready_ms);
    await dispose(second);
  }
  const row = (what: string, times: number[]): Row => ({
    what,
    median: `${(median(times) / 1000).toFixed(2)} s`,
    each: times.map((ms) => (ms / 1000).toFixed(2)).join(" "),
  });
  return [
    row("cold start (empty data directory: database, keys and schema are made)", cold),
    row("warm start", warm),
  ];
}

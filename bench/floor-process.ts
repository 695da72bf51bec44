// The bare program as a child, on a database of its own in the product's PostgreSQL.
import pg from "pg";
import { type Running, start } from "./processes.ts";

export type Floor = {
  running: Running;
  port: number;
  token: string;
  vault_id: string;
  /** Path -> value. */
  values: Record<string, string>;
  /** What its agent exchanges for a token. */
  api_key: string;
};

export async function startFloor({ host, port }: { host: string; port: number }): Promise<Floor> {
  const admin = new pg.Client({ host, port, user: "postgres", database: "postgres" });
  await admin.connect();
  await admin.query("create database bench_floor");
  await admin.end();
  const running = await start(["bench/floor.ts", host, String(port), "bench_floor"], {}, (line) =>
    line.startsWith("{"),
  );
  return { running, ...(JSON.parse(running.ready) as Omit<Floor, "running">) };
}

// The other requests an agent makes all day: storing a value, listing paths.
import type { Shot } from "./load.ts";
import { startLoad } from "./processes.ts";
import { dispose, freshDataDir, prepareScene, type Scene, startProduct } from "./product.ts";
import { percentile, type Row } from "./table.ts";

const CONNECTIONS = 16;
const SECONDS = 4;

export async function measureOperations(): Promise<Row[]> {
  const product = await startProduct(freshDataDir());
  const scene = await prepareScene(product.port);
  const load = startLoad();
  const rows: Row[] = [];
  for (const [what, shots] of Object.entries(operations(scene))) {
    await load.fire({ port: product.port, shots, seconds: 1, connections: CONNECTIONS });
    const measured = await load.fire({
      port: product.port,
      shots,
      seconds: SECONDS,
      connections: CONNECTIONS,
    });
    const latencies = [...measured.latencies];
    rows.push({
      what,
      "requests/s": Math.round(measured.requests / measured.seconds),
      p50: `${percentile(latencies, 0.5).toFixed(1)} ms`,
      p99: `${percentile(latencies, 0.99).toFixed(1)} ms`,
    });
  }
  load.stop();
  await dispose(product);
  return rows;
}

function operations({ agent_token, vault_id }: Scene): Record<string, Shot[]> {
  const json = { "content-type": "application/json" };
  const authorized = { authorization: `Bearer ${agent_token}` };
  const value = JSON.stringify({
    value: "b7c9e1f3a5d70246b7c9e1f3a5d70246b7c9e1f3a5d70246",
    type: "api_key",
  });
  const put = (path: string): Shot => ({
    method: "PUT",
    path: `/v1/vaults/${vault_id}/secrets/${path}`,
    headers: { ...json, ...authorized },
    body: value,
    status: 201,
  });
  return {
    "put a value (new version)": Array.from({ length: 1000 }, (_, i) => put(`service/put-${i}`)),
    "list a page of 100 paths": [
      { method: "GET", path: `/v1/vaults/${vault_id}/secrets?limit=100`, headers: authorized, status: 200 },
    ],
  };
}

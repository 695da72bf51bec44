// The other requests an agent makes all day: storing a value, listing paths.
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
} from "./product.ts";
import { percentile, type Row } from "./table.ts";

const CONNECTIONS = 16;
const SECONDS = 4;

export async function measureOperations(): Promise<Row[]> {
  const product = await startProduct(freshDataDir());
  const scene = await prepareScene(product.port);
  const load = startLoad();
  const rows: Row[] = [];
  const shares = await prepareShares(product, scene);
  for (const [what, shots] of Object.entries({ ...operations(scene), "open a share by its link": shares })) {
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

const SHARES = 500;
const VIEWS = 1000;

/** Opening shares, each used less often than it may be: one made through the API, the others copied from it. */
async function prepareShares(product: Product, { owner_token, vault_id }: Scene): Promise<Shot[]> {
  const { secrets } = await ask<{ secrets: { id: string }[] }>(
    product.port,
    "GET",
    `/v1/vaults/${vault_id}/secrets?limit=1`,
    { token: owner_token, status: 200 },
  );
  const body = {
    recipient_type: "anyone_with_link",
    max_access_count: VIEWS,
    expires_at: new Date(Date.now() + 86_400_000).toISOString(),
  };
  const { id } = await ask<{ id: string }>(product.port, "POST", `/v1/secrets/${secrets[0]?.id}/share`, {
    token: owner_token,
    body,
    status: 201,
  });
  const pool = product.database();
  const { rows } = await pool.query<{ id: string }>(
    `insert into shares (id, org_id, vault_id, secret_id, recipient_type, max_access_count, created_by, created_by_type,
      expires_at)
    select gen_random_uuid(), org_id, vault_id, secret_id, recipient_type, max_access_count, created_by, created_by_type,
      expires_at from shares, generate_series(1, $2::int) where id = $1 returning id`,
    [id, SHARES],
  );
  await pool.end();
  return rows.map((row) => ({ method: "GET", path: `/v1/share/${row.id}`, headers: {}, status: 200 }));
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

// An agent exchanges its key for a token: the product and the bare program in alternating slices.
import { contender, contest } from "./contest.ts";
import { startFloor } from "./floor-process.ts";
import type { Shot } from "./load.ts";
import { startLoad } from "./processes.ts";
import { dispose, freshDataDir, prepareScene, startProduct } from "./product.ts";
import type { Row } from "./table.ts";

export async function measureExchange(): Promise<Row[]> {
  const product = await startProduct(freshDataDir());
  const { agent } = await prepareScene(product.port);
  const floor = await startFloor(product.postgres);
  const pool = product.database();
  const load = startLoad();
  const rows = await contest(load, pool, [
    contender("bare Node program", floor.running, floor.port, exchangeShots({ api_key: floor.api_key })),
    contender("1Claw", product, product.port, exchangeShots({ agent_id: agent.id, api_key: agent.api_key })),
  ]);
  load.stop();
  await pool.end();
  await floor.running.stop();
  await dispose(product);
  return rows;
}

/** The exchange of a key, answered with 200. */
export function exchangeShots(body: { agent_id?: string; api_key: string }): Shot[] {
  const headers = { "content-type": "application/json" };
  return [{ method: "POST", path: "/v1/auth/agent-token", headers, body: JSON.stringify(body), status: 200 }];
}

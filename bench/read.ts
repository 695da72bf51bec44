// The read of a secret by an agent: the product, the bare program and Next's own server in alternating slices.
import { contender, contest } from "./contest.ts";
import { startFloor } from "./floor-process.ts";
import { startNext } from "./next.ts";
import { startLoad } from "./processes.ts";
import { dispose, freshDataDir, prepareScene, readShots, startProduct } from "./product.ts";
import type { Row } from "./table.ts";

const NEXT = "1Claw through plain `next start`";

export async function measureReads(): Promise<Row[]> {
  const product = await startProduct(freshDataDir());
  const scene = await prepareScene(product.port);
  const floor = await startFloor(product.postgres);
  const pool = product.database();
  const load = startLoad();
  const next = await startNext(product);
  const contenders = [
    contender(
      "bare Node program",
      floor.running,
      floor.port,
      readShots(floor.token, floor.vault_id, floor.values),
    ),
    contender("1Claw", product, product.port, scene.reads),
  ];
  // Next serves the route where its folder lies, below /api.
  const below = scene.reads.map((shot) => ({ ...shot, path: `/api${shot.path}` }));
  if (next) contenders.push(contender(NEXT, next, next.port, below));
  const rows = await contest(load, pool, contenders);
  load.stop();
  await pool.end();
  await floor.running.stop();
  await next?.stop();
  await dispose(product);
  return next ? rows : [...rows, { what: NEXT, "requests/s": "not built" }];
}

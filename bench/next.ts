// Next's own server (plain `next start`) as a second instance on the product's database: same data, same keys, same tokens.

import { type Running, start } from "./processes.ts";
import { freePort, isBuilt, type Product } from "./product.ts";

/** Null when the pages have not been built. */
export async function startNext(product: Product): Promise<(Running & { port: number }) | null> {
  if (!isBuilt()) return null;
  const port = await freePort();
  const { host, port: postgresPort } = product.postgres;
  const running = await start(
    ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"],
    {
      ...product.env,
      PORT: String(port),
      DATABASE_URL: `postgres://oneclaw@localhost:${postgresPort}/oneclaw?host=${encodeURIComponent(host)}`,
      KEYSTORE_FILE: `${product.data_dir}/keystore.json`,
    },
    (line) => /Ready in/.test(line),
  );
  return { ...running, port };
}

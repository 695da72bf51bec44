// Looks whether there is a secret at a path, in the list of those the agent may read: unlike asking for the path itself,
// that leaves no failed or denied attempt in the audit log where there is none.
import type { ApiSchemas } from "../../sdk/src/index.ts";
import type { Connection } from "./connection.ts";
import { take } from "./refusal.ts";

type Metadata = ApiSchemas["SecretMetadataResponse"];

/** What is known about the secret; undefined where there is none, or none that the agent may read. */
export async function findSecret(
  connection: Connection,
  vault_id: string,
  path: string,
): Promise<Metadata | undefined> {
  // The path itself comes before all that it is the beginning of.
  const page = await connection.client.secrets.list(vault_id, { prefix: path, limit: 1 });
  return take(page, connection).secrets.find((secret) => secret.path === path);
}

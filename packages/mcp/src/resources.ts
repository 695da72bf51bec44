// vault://secrets: what there is, for clients that let people browse; metadata alone, as list_secrets and describe_secret give.
import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceTemplate,
} from "@modelcontextprotocol/server";
import { checkSecretPath } from "../../../lib/secret-path.ts";
import { described } from "./arguments.ts";
import { chooseVault } from "./choose-vault.ts";
import type { Connection } from "./connection.ts";
import { Refusal, take } from "./refusal.ts";

const JSON_TYPE = "application/json";
const LISTED = 1_000;
const COMPLETED = 100;

/** Makes the resources readable on `server`. */
export function addResources(server: McpServer, connect: () => Connection): void {
  server.registerResource(
    "secrets",
    "vault://secrets",
    {
      title: "Secrets",
      description: "The secrets you may read: paths, types, versions, expiry; never values",
      mimeType: JSON_TYPE,
    },
    (uri) => read(uri, () => list(connect(), "", LISTED)),
  );
  server.registerResource(
    "secret",
    new ResourceTemplate("vault://secrets/{+path}", {
      list: undefined,
      complete: { path: (prefix) => paths(connect, prefix) },
    }),
    {
      title: "Secret",
      description: "What is known about one secret, without its value and without counting as a read",
      mimeType: JSON_TYPE,
    },
    (uri, { path }) => read(uri, () => describe(connect(), String(path))),
  );
}

async function read(uri: URL, content: () => Promise<unknown>) {
  try {
    return {
      contents: [{ uri: uri.href, mimeType: JSON_TYPE, text: JSON.stringify(await content(), null, 2) }],
    };
  } catch (error) {
    if (!(error instanceof Refusal))
      throw new ProtocolError(ProtocolErrorCode.InternalError, "The resource could not be read.");
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message);
  }
}

async function list(connection: Connection, prefix: string, limit: number) {
  const vault_id = await chooseVault(connection, undefined);
  const query = { limit, ...(prefix && { prefix }) };
  const { secrets } = take(await connection.client.secrets.list(vault_id, query), connection);
  return { vault_id, secrets: secrets.map(described) };
}

async function describe(connection: Connection, path: string) {
  const reason = checkSecretPath(path);
  if (reason) throw new Refusal(reason);
  const vault_id = await chooseVault(connection, undefined);
  return described(take(await connection.client.secrets.describe(vault_id, path), { ...connection, path }));
}

/** A suggestion that cannot be made is none. */
async function paths(connect: () => Connection, prefix: string): Promise<string[]> {
  try {
    const { secrets } = await list(connect(), prefix, COMPLETED);
    return secrets.map(({ path }) => path);
  } catch {
    return [];
  }
}

// put_secret and rotate_and_store: the two that store a value.
// Must never answer with the value, or change the type of a secret that nobody asked to change.
import { z } from "zod";
import { SECRET_TYPES } from "../../../../lib/secret-types.ts";
import { count, moment, path, vaultId } from "../arguments.ts";
import { chooseVault } from "../choose-vault.ts";
import { findSecret } from "../find-secret.ts";
import { Refusal, take } from "../refusal.ts";
import { answer, defineTool } from "../tool.ts";

const value = z.string().min(1, "must not be empty").describe("The value to store");

const Stored = z.object({
  vault_id: z.string(),
  id: z.string(),
  path: z.string(),
  type: z.string(),
  version: z.number(),
  expires_at: z.string().optional(),
  client_share: z.string().optional(),
});

export const putSecret = defineTool({
  name: "put_secret",
  title: "Store a secret",
  description:
    "Store a new secret, or a new version of an existing one. Older versions stay. Use it for credentials that you made or were given; if you lack a credential that your human has, call request_secret instead of asking for it in the conversation.",
  input: z.strictObject({
    path: path("Path of the secret, such as 'api-keys/stripe'"),
    value,
    type: z
      .enum(SECRET_TYPES)
      .optional()
      .describe(
        `What kind of secret it is: ${SECRET_TYPES.join(", ")}. api_key for a new secret when left out; an existing one keeps its type`,
      ),
    metadata: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("Notes as a JSON object, stored unencrypted: never put a secret here"),
    expires_at: moment(
      "When the value is gone by itself, in ISO 8601, such as 2027-01-31T12:00:00Z",
    ).optional(),
    max_access_count: count(1_000_000_000)
      .optional()
      .describe("How often the value may be read, then it is gone"),
    vault_id: vaultId,
  }),
  output: Stored,
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  async run({ path, value, type, vault_id: wanted, ...fields }, call) {
    const connection = call.connect();
    const vault_id = await chooseVault(connection, wanted);
    const warning = call.guard.lets("put_secret", [
      { argument: "value", content: value, to: { vault_id, path } },
      { argument: "metadata", content: fields.metadata },
      { argument: "path", content: path, isLogged: true },
    ]);
    const isNew = type === undefined && !(await findSecret(connection, vault_id, path));
    const body = { ...fields, type: isNew ? "api_key" : type };
    const stored = take(await connection.client.secrets.set(vault_id, path, value, body), {
      ...connection,
      path,
    });
    call.log(`secret stored: ${path}`);
    return answer(
      `Secret stored at '${path}' (version ${stored.version}, type: ${stored.type}).${shareWords(stored)}${warning}`,
      Stored.parse({ ...stored, vault_id }),
    );
  },
});

export const rotateAndStore = defineTool({
  name: "rotate_and_store",
  title: "Rotate a secret",
  description:
    "Store a new value for a secret that exists, after you have rotated the credential at its provider. The type stays as it is; readers get the new version from now on. For a secret that does not exist yet use put_secret.",
  input: z.strictObject({
    path: path("Path of the secret to rotate, such as 'api-keys/stripe'"),
    value,
    vault_id: vaultId,
  }),
  output: Stored,
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  async run({ path, value, vault_id: wanted }, call) {
    const connection = call.connect();
    const vault_id = await chooseVault(connection, wanted);
    const warning = call.guard.lets("rotate_and_store", [
      { argument: "value", content: value, to: { vault_id, path } },
    ]);
    // Whoever may write and not read cannot know, and is believed.
    const isThere =
      (await findSecret(connection, vault_id, path)) ??
      (await connection.client.secrets.describe(vault_id, path)).meta.status !== 404;
    if (!isThere) throw new Refusal(`No secret found at path '${path}'. Use put_secret to store a new one.`);
    const stored = take(await connection.client.secrets.rotate(vault_id, path, value), {
      ...connection,
      path,
    });
    call.log(`secret rotated: ${path}`);
    return answer(
      `Secret at '${path}' rotated. New version: ${stored.version} (type: ${stored.type}).${shareWords(stored)}${warning}`,
      Stored.parse({ ...stored, vault_id }),
    );
  },
});

function shareWords({ client_share }: { client_share?: string }): string {
  return client_share
    ? ` The vault is in split custody: reading this version needs client_share ${client_share}, which is told only now.`
    : "";
}

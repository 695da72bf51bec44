// describe_secret: what is known about a secret, at no cost: nothing is decrypted and no read is counted.
import { z } from "zod";
import { Described, described, path, vaultId } from "../arguments.ts";
import { chooseVault } from "../choose-vault.ts";
import { take } from "../refusal.ts";
import { SECRET_STATES, stateOf } from "../secret-state.ts";
import { answer, defineTool } from "../tool.ts";

const State = z.enum(SECRET_STATES);

export const describeSecret = defineTool({
  name: "describe_secret",
  title: "Describe a secret",
  description:
    "Get what is known about a secret (type, version, metadata, expiry, how often it was read) without its value. Use it to check that a secret exists and can still be read before you fetch it. It is never counted as a read.",
  input: z.strictObject({
    path: path("Path of the secret, such as 'api-keys/stripe'"),
    vault_id: vaultId,
  }),
  output: Described.extend({ vault_id: z.string(), state: State }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  async run({ path, vault_id: wanted }, call) {
    const connection = call.connect();
    const vault_id = await chooseVault(connection, wanted);
    const found = take(await connection.client.secrets.describe(vault_id, path), { ...connection, path });
    const facts = { ...described(found), vault_id, state: stateOf(found) };
    return answer(JSON.stringify(facts, null, 2), facts);
  },
});

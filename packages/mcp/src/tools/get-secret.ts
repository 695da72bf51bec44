// get_secret: the one tool that hands out a value, and the only place where one is in this process's memory.
// Must never keep, log or repeat the value.
import { z } from "zod";
import { path, vaultId } from "../arguments.ts";
import { chooseVault } from "../choose-vault.ts";
import { take } from "../refusal.ts";
import { answer, defineTool } from "../tool.ts";

export const getSecret = defineTool({
  name: "get_secret",
  title: "Get a secret's value",
  description:
    "Fetch the decrypted value of a secret by its path (such as 'api-keys/stripe'). Call it right before you need the credential, use the value, and forget it: never repeat it, store it, or put it into summaries, files or commits. Each call is counted and written to the audit log. To learn about a secret without its value use describe_secret.",
  input: z.strictObject({
    path: path("Path of the secret, such as 'api-keys/stripe'"),
    vault_id: vaultId,
    client_share: z
      .string()
      .max(100, "is too long for a client share")
      .optional()
      .describe(
        "Only for vaults in split custody: what put_secret answered as client_share for this version",
      ),
  }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: false },
  async run({ path, vault_id: wanted, client_share }, call) {
    const connection = call.connect();
    const vault_id = await chooseVault(connection, wanted);
    const options = client_share === undefined ? {} : { clientShare: client_share };
    const found = take(await connection.client.secrets.get(vault_id, path, options), { ...connection, path });
    call.log(`secret accessed: ${path}`);
    const { type, version, value, cmek_encrypted } = found;
    call.guard.handsOut(found, { vault_id, path });
    return answer(
      JSON.stringify({ path: found.path, type, version, value, ...(cmek_encrypted && { cmek_encrypted }) }),
    );
  },
});

// delete_secret
import { z } from "zod";
import { path, vaultId } from "../arguments.ts";
import { chooseVault } from "../choose-vault.ts";
import { take } from "../refusal.ts";
import { answer, defineTool } from "../tool.ts";

export const deleteSecret = defineTool({
  name: "delete_secret",
  title: "Delete a secret",
  description:
    "Soft-delete the secret at a path, with all its versions. Nobody can read it from now on; a person can bring it back within 30 days. Only call it when you were asked to.",
  input: z.strictObject({
    path: path("Path of the secret to delete, such as 'api-keys/old-stripe'"),
    vault_id: vaultId,
  }),
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  async run({ path, vault_id: wanted }, call) {
    const connection = call.connect();
    const vault_id = await chooseVault(connection, wanted);
    const deleted = await connection.client.secrets.delete(vault_id, path);
    take(deleted, { ...connection, path });
    call.log(`secret deleted: ${path}`);
    return answer(`Secret at '${path}' has been soft-deleted.`);
  },
});

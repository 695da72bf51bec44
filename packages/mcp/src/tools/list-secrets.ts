// list_secrets: what there is, never what it says.
import { z } from "zod";
import { Described, described, vaultId } from "../arguments.ts";
import { chooseVault } from "../choose-vault.ts";
import { take } from "../refusal.ts";
import { answer, defineTool } from "../tool.ts";

const SHOWN = 500;

export const listSecrets = defineTool({
  name: "list_secrets",
  title: "List secrets",
  description:
    "List the secrets you may read in the 1Claw vault: paths, types, versions and expiry, never values. Call this first to find out which credentials there are and how their paths are spelled.",
  input: z.strictObject({
    prefix: z
      .string()
      .max(1024, "is too long for a path")
      .regex(/^[A-Za-z0-9_/-]*$/, "may contain only letters, digits, _, - and /")
      .optional()
      .describe("Only paths that start with this, such as 'api-keys/'"),
    vault_id: vaultId,
  }),
  output: z.object({ vault_id: z.string(), secrets: z.array(Described), has_more: z.boolean() }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  async run({ prefix, vault_id: wanted }, call) {
    const connection = call.connect();
    const vault_id = await chooseVault(connection, wanted);
    const query = { limit: SHOWN, ...(prefix && { prefix }) };
    const page = await connection.client.secrets.list(vault_id, query);
    const secrets = take(page, connection).secrets.map(described);
    const has_more = page.meta.next_cursor !== undefined;
    const structured = { vault_id, secrets, has_more };
    if (secrets.length === 0)
      return answer(
        prefix ? `No secrets found under '${prefix}' in this vault.` : "No secrets found in this vault.",
        structured,
      );
    const lines = secrets.map(
      ({ id, path, type, version, expires_at }) =>
        `- ${path}  (type: ${type}, version: ${version}, expires: ${expires_at ?? "never"})  id: ${id}`,
    );
    if (has_more) lines.push("There are more: narrow the list with `prefix`.");
    return answer(`Found ${secrets.length} secret(s):\n${lines.join("\n")}`, structured);
  },
});

// list_vaults and create_vault
import { z } from "zod";
import { vaultsOf } from "../connection.ts";
import { take } from "../refusal.ts";
import { answer, defineTool } from "../tool.ts";

const Vault = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  created_by: z.string(),
  created_by_type: z.string(),
  created_at: z.string(),
});

export const listVaults = defineTool({
  name: "list_vaults",
  title: "List vaults",
  description:
    "List all vaults that you can reach, your own and those shared with you, with their ids and names. Call it when a tool asks which vault you mean.",
  input: z.strictObject({}),
  output: z.object({ vaults: z.array(Vault) }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  async run(_args, call) {
    const connection = call.connect();
    const vaults = take(await vaultsOf(connection), connection).vaults.map((vault) => Vault.parse(vault));
    if (vaults.length === 0) return answer("No vaults found. Create one with create_vault.", { vaults });
    const lines = vaults.map(
      ({ name, id, created_by_type, created_at }) =>
        `- ${name}  (id: ${id}, created by: ${created_by_type}, ${created_at})`,
    );
    return answer(`Found ${vaults.length} vault(s):\n${lines.join("\n")}`, { vaults });
  },
});

export const createVault = defineTool({
  name: "create_vault",
  title: "Create a vault",
  description:
    "Create a new vault for secrets. It is yours, and shared with the human who registered you. Give it a name that your human recognises in the dashboard.",
  input: z.strictObject({
    name: z
      .string()
      .trim()
      .min(1, "must not be empty")
      .max(100, "must have 100 characters or fewer")
      .describe("Name of the vault, such as 'stripe-production'"),
    description: z
      .string()
      .max(1000, "must have 1,000 characters or fewer")
      .optional()
      .describe("What the vault is for, in a sentence"),
  }),
  output: Vault,
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  async run({ name, description = "" }, call) {
    const connection = call.connect();
    const warning = call.guard.lets("create_vault", [
      { argument: "name", content: name },
      { argument: "description", content: description },
    ]);
    const vault = take(await connection.client.vault.create({ name, description }), connection);
    return answer(
      [
        "Vault created successfully.",
        `  ID: ${vault.id}`,
        `  Name: ${vault.name}`,
        `  Owner: ${vault.created_by_type}:${vault.created_by}`,
        "",
        `The vault has been automatically shared with your creator. Store secrets in it with put_secret and vault_id ${vault.id}.${warning}`,
      ].join("\n"),
      Vault.parse(vault),
    );
  },
});

// describe_access: what the agent may do, and why not, as a class of reason and nothing about anybody else's policies.
import { z } from "zod";
import { PERMISSIONS } from "../../../../lib/permissions.ts";
import type { ApiSchemas } from "../../../sdk/src/index.ts";
import { path, vaultId } from "../arguments.ts";
import { chooseVault } from "../choose-vault.ts";
import { vaultsOf } from "../connection.ts";
import { take } from "../refusal.ts";
import { answer, defineTool } from "../tool.ts";

type Access = ApiSchemas["AccessResponse"];

/** Vaults that are asked about one after the other where none is named. */
const MOST_VAULTS = 10;

const REASONS: Readonly<Record<string, string>> = {
  no_policy: "no policy of yours covers this path with this permission",
  expired: "the policy that allowed it has expired",
  condition_ip: "your policy holds only from other addresses",
  condition_time: "your policy holds only at other times",
  condition: "a condition of your policy is not met",
  scope: "you are limited to other paths, whatever the policies say",
  vault_not_bound: "you are bound to other vaults, whatever the policies say",
};

export const describeAccess = defineTool({
  name: "describe_access",
  title: "Describe your access",
  description:
    "Find out what you may do: which paths you may read, write, delete or rotate, until when, and, when you name a path, whether it is allowed and if not, why. Use it after 'Access denied' before you ask your human for access. It is never counted as a read and says nothing about whether a secret exists.",
  input: z.strictObject({
    path: path("A path to judge, such as 'api-keys/stripe'").optional(),
    permission: z
      .enum(PERMISSIONS)
      .default("read")
      .describe("What you want to do at the path: read, write, delete or rotate; read when left out"),
    vault_id: vaultId,
  }),
  output: z.object({
    vaults: z.array(
      z.object({
        vault_id: z.string(),
        is_creator: z.boolean(),
        grants: z.array(
          z.object({
            secret_path_pattern: z.string(),
            permissions: z.array(z.string()),
            expires_at: z.string().optional(),
            has_conditions: z.boolean(),
          }),
        ),
        scopes: z.array(z.string()).optional(),
        decision: z
          .object({
            path: z.string(),
            permission: z.string(),
            allowed: z.boolean(),
            reason: z.string().optional(),
          })
          .optional(),
      }),
    ),
  }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  async run({ path, permission, vault_id: wanted }, call) {
    const connection = call.connect();
    const ids = await asked();
    const query = path === undefined ? {} : { path, permission };
    const vaults: Access[] = [];
    for (const id of ids) vaults.push(take(await connection.client.access.mine(id, query), connection));
    if (vaults.length === 0)
      return answer(
        "No vault is shared with you yet. Create one with create_vault, or ask your human for access.",
        {
          vaults,
        },
      );
    return answer(vaults.map(words).join("\n\n"), { vaults });

    /** The vault that is meant; all of them where several might be and no path is to be judged. */
    async function asked(): Promise<string[]> {
      if (wanted || connection.vault || path !== undefined) return [await chooseVault(connection, wanted)];
      const found = take(await vaultsOf(connection), connection).vaults;
      return found.slice(0, MOST_VAULTS).map(({ id }) => id);
    }
  },
});

function words({ vault_id, is_creator, grants, scopes, decision }: Access): string {
  const lines = grants.map(
    ({ secret_path_pattern, permissions, expires_at, has_conditions }) =>
      `- ${secret_path_pattern}: ${permissions.join(", ")}${expires_at ? `, until ${expires_at}` : ""}${has_conditions ? ", under conditions" : ""}`,
  );
  if (is_creator) lines.unshift("- **: everything, because you created this vault");
  if (lines.length === 0) lines.push("- nothing");
  if (scopes) lines.push(`All of it only at these paths: ${scopes.join(", ")}`);
  if (decision) lines.push(decisionWords(decision));
  return `In vault ${vault_id} you may:\n${lines.join("\n")}`;
}

function decisionWords({ path, permission, allowed, reason }: NonNullable<Access["decision"]>): string {
  if (allowed) return `You may ${permission} '${path}'.`;
  const why = REASONS[reason ?? ""] ?? "the policies do not allow it";
  return `You may not ${permission} '${path}': ${why}. Ask your human, who can change that in the dashboard.`;
}

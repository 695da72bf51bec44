// grant_access and share_secret: the two that let somebody else see something.
import { z } from "zod";
import { PERMISSIONS } from "../../../../lib/permissions.ts";
import { count, moment, path, vaultId } from "../arguments.ts";
import { chooseVault } from "../choose-vault.ts";
import { Refusal, take } from "../refusal.ts";
import { answer, defineTool } from "../tool.ts";

const id = (description: string) => z.guid({ error: "must be a UUID" }).describe(description);

export const grantAccess = defineTool({
  name: "grant_access",
  title: "Grant access to a vault",
  description:
    "Give a user or an agent access to a vault that you created. Grant as little as will do: name the paths in secret_path_pattern. For one secret, once, share_secret is better.",
  input: z.strictObject({
    vault_id: vaultId.unwrap().describe("Id or name of the vault to share"),
    principal_type: z.enum(["user", "agent"]).describe("Whom you give access: a user or an agent"),
    principal_id: id("UUID of the user or agent"),
    permissions: z
      .array(z.enum(PERMISSIONS))
      .min(1, "must name at least one of read, write, delete, rotate")
      .default(["read"])
      .describe("What they may do: read, write, delete, rotate; read when left out"),
    secret_path_pattern: z
      .string()
      .min(1, "must not be empty")
      .max(1024, "is too long")
      .default("**")
      .describe("Which paths: * is one segment, ** any number; all when left out"),
  }),
  output: z.object({
    id: z.string(),
    vault_id: z.string(),
    principal_type: z.string(),
    principal_id: z.string(),
    permissions: z.array(z.string()),
    secret_path_pattern: z.string(),
  }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  async run({ vault_id: wanted, principal_type, principal_id, permissions, secret_path_pattern }, call) {
    const connection = call.connect();
    const vault_id = await chooseVault(connection, wanted);
    const warning = call.guard.lets("grant_access", [
      { argument: "secret_path_pattern", content: secret_path_pattern },
    ]);
    const { access } = connection.client;
    const grant = principal_type === "agent" ? access.grantAgent : access.grantHuman;
    const policy = take(
      await grant(vault_id, principal_id, permissions, { secretPathPattern: secret_path_pattern }),
      connection,
    );
    const granted = {
      id: policy.id,
      vault_id: policy.vault_id,
      principal_type: policy.principal_type,
      principal_id: policy.principal_id,
      permissions: policy.permissions,
      secret_path_pattern: policy.secret_path_pattern,
    };
    return answer(
      [
        "Access granted.",
        `  Policy ID: ${granted.id}`,
        `  Vault: ${granted.vault_id}`,
        `  Granted to: ${granted.principal_type}:${granted.principal_id}`,
        `  Permissions: ${granted.permissions.join(", ")}`,
        `  Path pattern: ${granted.secret_path_pattern}${warning}`,
      ].join("\n"),
      granted,
    );
  },
});

export const shareSecret = defineTool({
  name: "share_secret",
  title: "Share a secret",
  description:
    "Lend one secret to your creator (the human who registered you), a user, an agent, or whoever has the link, for a limited time and number of reads. Prefer recipient_type 'creator', which needs no recipient_id. For a whole vault use grant_access.",
  input: z.strictObject({
    secret_id: id("UUID of the secret, as list_secrets shows it; or name its `path` instead").optional(),
    path: path("Path of the secret, in place of secret_id").optional(),
    recipient_type: z
      .enum(["user", "agent", "anyone_with_link", "creator"])
      .describe("Who gets it: creator (recommended), user, agent or anyone_with_link"),
    recipient_id: id("UUID of the user or agent; not for creator and anyone_with_link").optional(),
    expires_at: moment(
      "When the share ends, in ISO 8601, such as 2027-01-31T12:00:00Z; in 24 hours when left out",
    ).optional(),
    max_access_count: count(1000).default(5).describe("How often it can be read; 5 when left out"),
    vault_id: vaultId,
  }),
  output: z.object({
    id: z.string(),
    share_url: z.string(),
    recipient_type: z.string(),
    expires_at: z.string(),
    max_access_count: z.number(),
  }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  async run({ secret_id, path, vault_id: wanted, recipient_type, recipient_id, ...limits }, call) {
    const named = recipient_type === "user" || recipient_type === "agent";
    if (named && !recipient_id)
      throw new Refusal(
        `recipient_id is required when sharing with ${recipient_type === "agent" ? "an agent" : "a user"}.`,
      );
    if ((secret_id === undefined) === (path === undefined))
      throw new Refusal("Say which secret you mean: send either secret_id or path.");
    const connection = call.connect();
    let shared_id = secret_id;
    if (path !== undefined) {
      const vault_id = await chooseVault(connection, wanted);
      shared_id = take(await connection.client.secrets.describe(vault_id, path), { ...connection, path }).id;
    }
    const body = { recipient_type, ...(named && { recipient_id }), ...limits };
    const made = take(await connection.client.sharing.create(shared_id ?? "", body), connection);
    call.log(`secret shared: ${path ?? shared_id}`);
    const { id, share_url, expires_at, max_access_count } = made;
    return answer(
      [
        "Secret shared successfully.",
        `  Share ID: ${id}`,
        `  Recipient: ${recipientWords(recipient_type, recipient_id)}`,
        `  Expires: ${expires_at}`,
        `  Max accesses: ${max_access_count}`,
        `  URL: ${share_url}`,
        "",
        recipient_type === "anyone_with_link"
          ? "Whoever has the URL can read the secret: tell it only to those it is for."
          : "The recipient must accept the share before they can access the secret.",
      ].join("\n"),
      { id, share_url, recipient_type: made.recipient_type, expires_at, max_access_count },
    );
  },
});

function recipientWords(type: string, id: string | undefined): string {
  if (type === "creator") return "your creator (the human who registered this agent)";
  return id === undefined ? type : `${type} (${id})`;
}

// Agents: registered by people, identified by an API key, without any access until a policy gives it.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { AuditAction } from "#lib/audit-actions.ts";
import type {
  AgentCreatedResponse,
  AgentResponse,
  AgentSelfResponse,
  CreateAgentRequest,
  UpdateAgentRequest,
} from "#lib/schemas/agents.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { invalid } from "#server/api/steps/validate.ts";
import { record } from "#server/audit/service.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context } from "#server/context.ts";
import { hashApiKey, newApiKey, parseApiKey } from "#server/crypto/api-key.ts";
import { Problem } from "#server/errors.ts";
import { forgetPrincipal } from "#server/policies/service.ts";
import { insertFirstVersions, sealFirstVersion } from "#server/secrets/first-versions.ts";
import { endSecrets } from "#server/secrets/next-versions.ts";
import { agentKeysVault, findAgentKeysVault } from "#server/vaults/service.ts";
import { identityPaths, identitySecrets, newIdentityKeys } from "./identity-keys.ts";
import {
  deleteAgent as deleteRow,
  foreignVaults,
  insertAgent,
  replaceKey,
  selectAgent,
  selectAgents,
  selectAgentsMadeBy,
  selectSmartAccounts,
  updateAgent,
} from "./store.ts";

type Agent = z.input<typeof AgentResponse>;
type Row = Awaited<ReturnType<typeof insertAgent>>;

/** An agent that is ready to be stored: `insert` does that in the transaction of whatever else belongs to it. */
export type PreparedAgent = {
  id: string;
  api_key: string | null;
  insert(trx: Database): Promise<Agent>;
};

/**
 * Registers an agent with identity keys; an agent that uses an API key gets one, shown this once.
 * @throws Problem `validation_failed` (vault_ids of another organization, missing settings of the auth method)
 */
export async function createAgent(
  ctx: Context,
  body: z.output<typeof CreateAgentRequest>,
): Promise<z.input<typeof AgentCreatedResponse>> {
  const { api_key, insert } = await prepareAgent(ctx, body);
  const agent = await transaction(ctx.runtime.db, ctx.org_id, insert);
  return { agent, ...(api_key && { api_key }) };
}

/** Checks an agent and makes its keys; nothing is stored yet but, where it was missing, their vault. @throws as `createAgent` */
export async function prepareAgent(
  ctx: Context,
  body: z.output<typeof CreateAgentRequest>,
): Promise<PreparedAgent> {
  const { runtime, org_id, now } = ctx;
  requireMethodSettings(body);
  await requireOwnVaults(ctx, body.vault_ids);
  const id = randomUUIDv7();
  const api_key = body.auth_method === "api_key" ? newApiKey("ocv") : null;
  const key_hash = api_key ? await hashApiKey(runtime.kms, "ocv", api_key) : null;
  const identity = newIdentityKeys();
  const vault = await agentKeysVault(ctx);
  const sealed = await Promise.all(
    identitySecrets(id, identity).map(({ path, value }) =>
      sealFirstVersion(ctx, vault, path, "private_key", value),
    ),
  );
  const { description, shroud_config, ...fields } = body;
  const insert = async (trx: Database) => {
    const row = await insertAgent(trx, {
      ...fields,
      id,
      org_id,
      description: description ?? "",
      ...(shroud_config && { shroud_config: JSON.stringify(shroud_config) }),
      key_hash,
      key_prefix: api_key ? (parseApiKey(api_key)?.prefix ?? null) : null,
      ssh_public_key: identity.ssh.public_key,
      ecdh_public_key: identity.ecdh.public_key,
      created_by: ctx.principal.id,
      created_at: now,
    });
    await insertFirstVersions(trx, ctx, sealed);
    await recordAgent(trx, ctx, "agent.register", id, { name: row.name, auth_method: row.auth_method });
    return view(row);
  };
  return { id, api_key, insert };
}

function requireMethodSettings(body: z.output<typeof CreateAgentRequest>): void {
  if (body.auth_method === "mtls" && !body.client_cert_fingerprint)
    throw invalid({ client_cert_fingerprint: "is required for mtls" });
  if (body.auth_method !== "oidc_client_credentials") return;
  if (!body.oidc_issuer) throw invalid({ oidc_issuer: "is required for oidc_client_credentials" });
  if (!body.oidc_client_id) throw invalid({ oidc_client_id: "is required for oidc_client_credentials" });
}

/**
 * The agent, for someone who may change it: its key opens what it was granted, so only who registered it and the
 * organization's owners and admins get to it.
 */
export async function administered(ctx: Context, agent_id: string): Promise<Row> {
  const row = await selectAgent(ctx.runtime.db, ctx.org_id, agent_id);
  if (!row) throw agentNotFound();
  const isAdmin = isOrgAdmin(ctx.principal);
  if (isAdmin || row.created_by === ctx.principal.id) return row;
  throw new Problem("role_insufficient", {
    detail: "Only who registered the agent and the organization's owners and admins may change it.",
    audit: { agent_id },
  });
}

async function requireOwnVaults(
  ctx: Context,
  vault_ids: readonly string[] | null | undefined,
): Promise<void> {
  const foreign = await foreignVaults(ctx.runtime.db, ctx.org_id, vault_ids ?? []);
  if (foreign.length > 0)
    throw invalid({ vault_ids: "has a vault that does not exist in your organization" });
}

/** The organization's agents, oldest first. */
export async function listAgents(
  ctx: Context,
  query: { limit: number; cursor?: string },
): Promise<{ agents: Agent[] }> {
  const rows = await selectAgents(ctx.runtime.db, ctx.org_id, readCursor(query.cursor), query.limit + 1);
  return {
    agents: await views(
      ctx.runtime.db,
      ctx.org_id,
      nextPage(ctx, rows, query.limit, (row) => row.id),
    ),
  };
}

/** Names of the agents that the caller registered, oldest first. */
export async function agentsMadeByCaller(
  ctx: Context,
  limit: number,
): Promise<{ id: string; name: string; created_at: string }[]> {
  const rows = await selectAgentsMadeBy(ctx.runtime.db, ctx.org_id, ctx.principal.id, limit);
  return rows.map(({ id, name, created_at }) => ({ id, name, created_at: created_at.toISOString() }));
}

/** One agent of the organization. @throws Problem `agent_not_found` */
export async function readAgent(ctx: Context, agent_id: string): Promise<Agent> {
  const row = await selectAgent(ctx.runtime.db, ctx.org_id, agent_id);
  if (!row) throw agentNotFound();
  return viewWithAccounts(ctx.runtime.db, row);
}

/** What an agent may know of itself. */
export async function readSelf(ctx: Context): Promise<z.input<typeof AgentSelfResponse>> {
  const row = await selectAgent(ctx.runtime.db, ctx.org_id, ctx.principal.id);
  if (!row) throw new Error("the authenticated agent has no row");
  return { ...shown(row), org_id: row.org_id, created_by: row.created_by };
}

/** Changes an agent; deactivating it ends its tokens with their next request. @throws Problem `agent_not_found` | `role_insufficient` | `validation_failed` */
export async function changeAgent(
  ctx: Context,
  agent_id: string,
  body: z.output<typeof UpdateAgentRequest>,
): Promise<Agent> {
  await administered(ctx, agent_id);
  await requireOwnVaults(ctx, body.vault_ids);
  const { shroud_config, ...fields } = body;
  const changes = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const row = await updateAgent(trx, ctx.org_id, agent_id, {
      id: agent_id,
      ...changes,
      ...(shroud_config && { shroud_config: JSON.stringify(shroud_config) }),
    });
    if (!row) throw agentNotFound();
    await recordAgent(trx, ctx, "agent.update", agent_id, {
      changed: Object.keys(body),
      is_active: row.is_active,
    });
    return viewWithAccounts(trx, row);
  });
}

/** Gives the agent a new key; the old one and every token made from it are dead. @throws Problem `agent_not_found` | `role_insufficient` | `agent_keyless` */
export async function rotateKey(ctx: Context, agent_id: string): Promise<{ api_key: string }> {
  const { auth_method } = await administered(ctx, agent_id);
  if (auth_method !== "api_key") {
    throw new Problem("agent_keyless", {
      detail: `This agent signs in by ${auth_method}, so it has no API key to replace.`,
      audit: { agent_id },
    });
  }
  const api_key = newApiKey("ocv");
  const key = {
    key_hash: await hashApiKey(ctx.runtime.kms, "ocv", api_key),
    key_prefix: parseApiKey(api_key)?.prefix ?? "",
  };
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    if (!(await replaceKey(trx, ctx.org_id, agent_id, key))) throw agentNotFound();
    await recordAgent(trx, ctx, "agent.rotate_key", agent_id, { key_prefix: key.key_prefix });
  });
  return { api_key };
}

/** Deletes an agent with its policies and private identity keys; its tokens end with their next request. @throws Problem `agent_not_found` | `role_insufficient` */
export async function deleteAgent(ctx: Context, agent_id: string): Promise<void> {
  await administered(ctx, agent_id);
  const vault = await findAgentKeysVault(ctx);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    if (!(await deleteRow(trx, ctx.org_id, agent_id))) throw agentNotFound();
    await forgetPrincipal(trx, ctx.org_id, "agent", agent_id);
    if (vault) await endSecrets(trx, ctx, vault.id, identityPaths(agent_id));
    await recordAgent(trx, ctx, "agent.delete", agent_id, {});
  });
}

/** Records what happened to an agent, in the transaction of it. */
export async function recordAgent(
  trx: Database,
  ctx: Context,
  action: AuditAction,
  id: string,
  details: Record<string, unknown>,
): Promise<void> {
  await record(trx, ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action,
    resource: { type: "agent", id },
    details,
  });
}

export function agentNotFound(): Problem {
  return new Problem("agent_not_found", { detail: "There is no such agent in your organization." });
}

function shown(row: Row) {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    scopes: row.scopes,
    is_active: row.is_active,
    intents_api_enabled: row.intents_api_enabled,
    shroud_enabled: row.shroud_enabled,
    shroud_config: (row.shroud_config ?? undefined) as Agent["shroud_config"],
    ssh_public_key: row.ssh_public_key?.toString("base64"),
    ecdh_public_key: row.ecdh_public_key?.toString("base64"),
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString(),
    last_active_at: row.last_active_at?.toISOString(),
  };
}

/** An agent as people see it, with its smart accounts. */
export async function viewWithAccounts(db: Database, row: Row): Promise<Agent> {
  const [agent] = await views(db, row.org_id, [row]);
  return agent ?? view(row);
}

async function views(db: Database, org_id: string, rows: readonly Row[]): Promise<Agent[]> {
  const accounts = await selectSmartAccounts(
    db,
    org_id,
    rows.map((row) => row.id),
  );
  const byAgent = Map.groupBy(accounts, (account) => account.agent_id);
  return rows.map((row) => view(row, byAgent.get(row.id)));
}

function view(row: Row, accounts?: Awaited<ReturnType<typeof selectSmartAccounts>>): Agent {
  return {
    ...shown(row),
    smart_accounts: accounts?.map(({ agent_id: _, org_id: __, ...account }) => ({
      ...account,
      nonce: account.nonce ?? undefined,
      init_data: (account.init_data ?? undefined) as Record<string, unknown> | undefined,
      created_at: account.created_at.toISOString(),
    })),
    auth_method: row.auth_method as Agent["auth_method"],
    tx_to_allowlist: row.tx_to_allowlist ?? undefined,
    tx_max_value_eth: row.tx_max_value_eth ?? undefined,
    tx_daily_limit_eth: row.tx_daily_limit_eth ?? undefined,
    tx_allowed_chains: row.tx_allowed_chains ?? undefined,
    token_ttl_seconds: row.token_ttl_seconds ?? undefined,
    vault_ids: row.vault_ids ?? undefined,
    client_cert_fingerprint: row.client_cert_fingerprint ?? undefined,
    oidc_issuer: row.oidc_issuer ?? undefined,
    oidc_client_id: row.oidc_client_id ?? undefined,
  };
}

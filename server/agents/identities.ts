// What an agent is known by besides its credential: identity keys and smart accounts. People's business alone.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import type { AddSmartAccountRequest, AgentResponse } from "#lib/schemas/agents.ts";
import type { Context } from "#server/context.ts";
import { replaceVersions, sealNextVersion } from "#server/secrets/next-versions.ts";
import { agentKeysVault } from "#server/vaults/service.ts";
import { identitySecrets, newIdentityKeys } from "./identity-keys.ts";
import { administered, agentNotFound, recordAgent, viewWithAccounts } from "./service.ts";
import { lockAgent, putSmartAccount, selectAgent, updateAgent } from "./store.ts";

type Agent = z.input<typeof AgentResponse>;

/**
 * Gives the agent new identity keys; the old private halves cannot be read any more, and the old public ones are not on
 * its record. Of two at once the later one counts, for both kinds of keys.
 * @throws Problem `agent_not_found` | `role_insufficient`
 */
export async function rotateIdentityKeys(ctx: Context, agent_id: string): Promise<Agent> {
  await administered(ctx, agent_id);
  const keys = newIdentityKeys();
  const vault = await agentKeysVault(ctx);
  const sealed = await Promise.all(
    identitySecrets(agent_id, keys).map(({ path, value }) =>
      sealNextVersion(ctx, vault, path, "private_key", value),
    ),
  );
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    if (!(await lockAgent(trx, ctx.org_id, agent_id))) throw agentNotFound();
    await replaceVersions(trx, ctx, sealed);
    const row = await updateAgent(trx, ctx.org_id, agent_id, {
      ssh_public_key: keys.ssh.public_key,
      ecdh_public_key: keys.ecdh.public_key,
    });
    if (!row) throw agentNotFound();
    await recordAgent(trx, ctx, "agent.rotate_identity_keys", agent_id, {
      vault_id: vault.id,
      versions: sealed.map(({ path, version }) => ({ path, version })),
    });
    return viewWithAccounts(trx, row);
  });
}

/**
 * Notes a smart account of the agent in the place of the one on the same chain.
 * @throws Problem `agent_not_found` | `role_insufficient`
 */
export async function addSmartAccount(
  ctx: Context,
  agent_id: string,
  body: z.output<typeof AddSmartAccountRequest>,
): Promise<Agent> {
  await administered(ctx, agent_id);
  const { chain, chain_id, safe_address, nonce, init_data } = body;
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    if (!(await lockAgent(trx, ctx.org_id, agent_id))) throw agentNotFound();
    await putSmartAccount(trx, {
      id: randomUUIDv7(),
      agent_id,
      org_id: ctx.org_id,
      chain,
      chain_id,
      safe_address,
      nonce: nonce ?? null,
      init_data: init_data ? JSON.stringify(init_data) : null,
      created_at: ctx.now,
    });
    await recordAgent(trx, ctx, "agent.smart_account", agent_id, { chain, chain_id, safe_address });
    const row = await selectAgent(trx, ctx.org_id, agent_id);
    if (!row) throw agentNotFound();
    return viewWithAccounts(trx, row);
  });
}

// Calls on secret requests that succeed.
import { randomUUID } from "node:crypto";
import { agent, agentToken, expectStatus, grant } from "../test-api.ts";
import { byOwner, type Call, type Make, type World } from "../world.ts";

const asked = () => ({
  path: `api-keys/asked-${randomUUID().slice(0, 8)}`,
  type: "api_key",
  reason: "To send the invoices of this month",
  expires_in_seconds: 3600,
});

/** An agent may ask only so often; examples are made more often than that. */
async function asker(w: World): Promise<string> {
  const bot = await agent(w.api, w.owner.token);
  await grant(w.api, w.owner.token, w.vault_id, bot.id, "api-keys/**");
  return agentToken(w.api, bot);
}

async function ask(w: World, token: string): Promise<string> {
  const url = `/v1/vaults/${w.vault_id}/secret-requests`;
  return expectStatus(await w.api.ask<{ id: string }>("POST", url, { token, body: asked() }), 201).id;
}

const ofAgent = async (w: World): Promise<Call> => {
  const token = await asker(w);
  return { token, params: { secret_request_id: await ask(w, token) } };
};
const ofOwner = async (w: World): Promise<Call> => ({ ...(await ofAgent(w)), token: w.owner.token });

export const examples: Record<string, Make> = {
  createSecretRequest: async (w) => ({
    token: await asker(w),
    params: { vault_id: w.vault_id },
    body: asked(),
  }),
  listSecretRequests: async (w) => {
    await ofAgent(w);
    return { ...byOwner(w), query: "?status=pending&limit=5" };
  },
  getSecretRequest: ofOwner,
  fulfilSecretRequest: async (w) => ({
    ...(await ofOwner(w)),
    body: {
      value: "example",
      type: "password",
      metadata: { note: "example" },
      expires_at: "2099-01-01T00:00:00Z",
      max_access_count: 5,
    },
  }),
  declineSecretRequest: async (w) => ({ ...(await ofOwner(w)), body: { reason: "Ask the other vault" } }),
  withdrawSecretRequest: ofAgent,
  getOwnAccess: (w) => ({
    token: w.bot_token,
    params: { vault_id: w.vault_id },
    query: "?path=api-keys/stripe&permission=write",
  }),
};

export const ids = async (w: World): Promise<Record<string, string>> => ({
  secret_request_id: await ask(w, await asker(w)),
});

// One call of every endpoint that succeeds, for tests that go over the whole API.
import type { Endpoint } from "#server/api/endpoint.ts";
import {
  type Answer,
  type Ask,
  agent,
  agentToken,
  expectStatus,
  goodPassword,
  grant,
  type Person,
  person,
  put,
  type TestAgent,
  type TestApi,
  vault,
} from "./test-api.ts";

export type Call = {
  token?: string;
  params?: Record<string, string>;
  query?: string;
  body?: Record<string, unknown>;
};

/** One organization with something of everything. */
export type World = {
  api: TestApi;
  owner: Person;
  /** A personal API key without scopes, and its id. */
  api_key: string;
  key_id: string;
  vault_id: string;
  path: string;
  value: string;
  secret_id: string;
  bot: TestAgent;
  bot_token: string;
  policy_id: string;
};

export async function world(api: TestApi): Promise<World> {
  const owner = await person(api);
  const vault_id = await vault(api, owner.token);
  const path = "api-keys/stripe";
  const value = `CANARY-${crypto.randomUUID()}`;
  const secret = await put(api, owner.token, vault_id, path, value, { metadata: { team: "payments" } });
  const bot = await agent(api, owner.token);
  const policy_id = await grant(api, owner.token, vault_id, bot.id, "api-keys/**");
  const { api_key, key_id } = await personalKey(api, owner.token);
  const bot_token = await agentToken(api, bot);
  return {
    api,
    owner,
    api_key,
    key_id,
    vault_id,
    path,
    value,
    secret_id: secret.id,
    bot,
    bot_token,
    policy_id,
  };
}

export async function personalKey(
  api: TestApi,
  token: string,
  fields: Record<string, unknown> = {},
): Promise<{ api_key: string; key_id: string }> {
  const made = await api.ask<{ key: { id: string }; api_key: string }>("POST", "/v1/auth/api-keys", {
    token,
    body: { name: "laptop", ...fields },
  });
  const { key, api_key } = expectStatus(made, 201);
  return { api_key, key_id: key.id };
}

async function session(w: World): Promise<{ access_token: string; refresh_token: string }> {
  const { email, password } = w.owner;
  return expectStatus(await w.api.ask("POST", "/v1/auth/token", { body: { email, password } }), 200) as {
    access_token: string;
    refresh_token: string;
  };
}

const bare = (): Call => ({});
const byOwner = (w: World): Call => ({ token: w.owner.token });
const inVault = (w: World): Call => ({ token: w.owner.token, params: { vault_id: w.vault_id } });
const onAgent = (w: World): Call => ({ token: w.owner.token, params: { agent_id: w.bot.id } });

async function onFreshSecret(w: World): Promise<Call> {
  const path = `fresh/${crypto.randomUUID()}`;
  await put(w.api, w.owner.token, w.vault_id, path, "first");
  return { token: w.owner.token, params: { vault_id: w.vault_id, path } };
}

async function onFreshVersion(w: World): Promise<Call> {
  const call = await onFreshSecret(w);
  return { ...call, params: { ...call.params, version: "1" } };
}

async function onFreshPolicy(w: World): Promise<Call> {
  const policy_id = await grant(w.api, w.owner.token, w.vault_id, w.bot.id, "fresh/*");
  return { token: w.owner.token, params: { vault_id: w.vault_id, policy_id } };
}

async function onFreshAgent(w: World): Promise<Call> {
  return { token: w.owner.token, params: { agent_id: (await agent(w.api, w.owner.token)).id } };
}

async function onPassword(w: World): Promise<Call> {
  const other = await person(w.api);
  return {
    token: other.token,
    body: { current_password: other.password, new_password: goodPassword() },
  };
}

const newAgent = {
  name: "example",
  description: "An example",
  scopes: ["deploy"],
  expires_at: "2099-01-01T00:00:00Z",
  token_ttl_seconds: 600,
  tx_max_value_eth: "0.5",
  shroud_config: { mode: "strict" },
};

/** endpoint id -> a call that succeeds, made afresh each time. */
export const EXAMPLES: Record<string, (w: World) => Call | Promise<Call>> = {
  healthCheck: bare,
  healthHsm: bare,
  getJwtPublicKey: bare,
  getJwks: bare,
  signup: () => ({
    body: {
      email: `${crypto.randomUUID()}@example.com`,
      password: goodPassword(),
      display_name: "Example Person",
    },
  }),
  login: (w) => ({ body: { email: w.owner.email, password: w.owner.password } }),
  revokeToken: async (w) => ({ token: (await session(w)).access_token }),
  agentToken: (w) => ({ body: { agent_id: w.bot.id, api_key: w.bot.api_key } }),
  apiKeyToken: (w) => ({ body: { api_key: w.api_key } }),
  refreshToken: async (w) => ({ body: { refresh_token: (await session(w)).refresh_token } }),
  getMe: byOwner,
  updateMe: (w) => ({ ...byOwner(w), body: { display_name: "Renamed", marketing_emails: true } }),
  deleteMe: async (w) => ({
    token: (await person(w.api)).token,
    body: { confirmation: "DELETE MY ACCOUNT" },
  }),
  changePassword: onPassword,
  listApiKeys: byOwner,
  createApiKey: (w) => ({
    ...byOwner(w),
    body: { name: "ci", scopes: ["read", "api-keys/**"], expires_at: "2099-01-01T00:00:00Z" },
  }),
  revokeApiKey: async (w) => ({
    ...byOwner(w),
    params: { key_id: (await personalKey(w.api, w.owner.token)).key_id },
  }),
  createVault: (w) => ({ ...byOwner(w), body: { name: "Staging", description: "For trials" } }),
  listVaults: byOwner,
  getVault: inVault,
  deleteVault: async (w) => ({
    ...byOwner(w),
    params: { vault_id: await vault(w.api, w.owner.token, "Short-lived") },
  }),
  listSecrets: (w) => ({ ...inVault(w), query: "?prefix=api-keys&limit=10" }),
  getSecret: (w) => ({ token: w.bot_token, params: { vault_id: w.vault_id, path: w.path } }),
  putSecret: (w) => ({
    token: w.owner.token,
    params: { vault_id: w.vault_id, path: "api-keys/example" },
    body: {
      value: "example",
      type: "api_key",
      metadata: { note: "example" },
      expires_at: "2099-01-01T00:00:00Z",
      rotation_policy: { every_days: 30 },
      max_access_count: 5,
    },
  }),
  deleteSecret: onFreshSecret,
  listSecretVersions: onFreshSecret,
  getSecretVersion: onFreshVersion,
  disableSecretVersion: onFreshVersion,
  rotateSecret: async (w) => ({ ...(await onFreshSecret(w)), body: { length: 40, charset: "base64" } }),
  createPolicy: (w) => ({
    ...inVault(w),
    body: {
      secret_path_pattern: "example/*",
      principal_type: "agent",
      principal_id: w.bot.id,
      permissions: ["read", "write"],
      conditions: { ip_allowlist: ["203.0.113.0/24"] },
      expires_at: "2099-01-01T00:00:00Z",
    },
  }),
  listPolicies: inVault,
  updatePolicy: async (w) => ({
    ...(await onFreshPolicy(w)),
    body: { permissions: ["read"], conditions: null, expires_at: "2099-01-01T00:00:00Z" },
  }),
  deletePolicy: onFreshPolicy,
  createAgent: (w) => ({ ...byOwner(w), body: { ...newAgent, vault_ids: [w.vault_id] } }),
  listAgents: byOwner,
  getAgentSelf: (w) => ({ token: w.bot_token }),
  getAgent: onAgent,
  updateAgent: async (w) => ({ ...(await onFreshAgent(w)), body: { ...newAgent, is_active: true } }),
  replaceAgent: async (w) => ({ ...(await onFreshAgent(w)), body: { description: "Replaced" } }),
  rotateAgentKey: onFreshAgent,
  deleteAgent: onFreshAgent,
  queryAuditEvents: (w) => ({ ...byOwner(w), query: "?limit=5" }),
};

/** The example of an endpoint. @throws Error for an endpoint without one: add it to `EXAMPLES` */
export async function example(endpoint: Endpoint, w: World): Promise<Call> {
  const make = EXAMPLES[endpoint.id];
  if (!make) throw new Error(`server/testing/examples.ts has no example of ${endpoint.id}`);
  return make(w);
}

/** Where a call of the endpoint goes; slashes in a secret's path stay slashes. */
export function urlOf(endpoint: Endpoint, { params = {}, query = "" }: Call): string {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    (params[name] ?? "").split("/").map(encodeURIComponent).join("/"),
  );
  return path + query;
}

export function callEndpoint<T = Record<string, unknown>>(
  api: TestApi,
  endpoint: Endpoint,
  call: Call,
  ask: Ask = {},
): Promise<Answer<T>> {
  return api.ask<T>(endpoint.method.toUpperCase(), urlOf(endpoint, call), {
    ...(call.token && { token: call.token }),
    ...(call.body && { body: call.body }),
    ...ask,
  });
}

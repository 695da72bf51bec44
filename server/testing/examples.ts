// One call of every endpoint that succeeds, for tests that go over the whole API.
import type { Endpoint } from "#server/api/endpoint.ts";
import * as admin from "./examples/admin.ts";
import * as agentIdentities from "./examples/agent-identities.ts";
import * as cmek from "./examples/cmek.ts";
import * as explain from "./examples/explain.ts";
import * as organization from "./examples/organization.ts";
import * as people from "./examples/people.ts";
import * as secondFactors from "./examples/second-factors.ts";
import * as secretRequests from "./examples/secret-requests.ts";
import * as secretTools from "./examples/secret-tools.ts";
import * as sharing from "./examples/sharing.ts";
import * as webhooks from "./examples/webhooks.ts";
import { type Answer, type Ask, goodPassword, person, type TestApi, vault } from "./test-api.ts";
import {
  bare,
  byOwner,
  type Call,
  inVault,
  type Make,
  onAgent,
  onFreshAgent,
  onFreshPolicy,
  onFreshSecret,
  onFreshVersion,
  onPassword,
  personalKey,
  session,
  type World,
} from "./world.ts";

const newAgent = {
  name: "example",
  description: "An example",
  scopes: ["deploy"],
  expires_at: "2099-01-01T00:00:00Z",
  token_ttl_seconds: 600,
  tx_max_value_eth: "0.5",
  shroud_config: { mode: "strict" },
};

const CORE: Record<string, Make> = {
  healthCheck: bare,
  healthHsm: bare,
  getJwtPublicKey: bare,
  signInOptions: bare,
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
  openBrowserSession: async (w) => ({ body: { refresh_token: (await session(w)).refresh_token } }),
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
  listVaultSummaries: byOwner,
  updateVault: (w) => ({ ...inVault(w), body: { name: "Renamed", description: "For trials" } }),
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
  listAllPolicies: byOwner,
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
  exportAuditLog: (w) => ({ ...byOwner(w), query: "?limit=5" }),
  auditCheckpoint: byOwner,
  auditActivity: (w) => ({ ...byOwner(w), query: "?days=7" }),
};

const FEATURES: { examples: Record<string, Make>; ids?: (w: World) => Promise<Record<string, string>> }[] = [
  people,
  secondFactors,
  agentIdentities,
  sharing,
  organization,
  admin,
  cmek,
  secretTools,
  secretRequests,
  explain,
  webhooks,
];

/** endpoint id -> a call that succeeds, made afresh each time. */
export const EXAMPLES: Record<string, Make> = Object.assign(
  {},
  CORE,
  ...FEATURES.map((feature) => feature.examples),
);

/** Name of a path parameter -> an id of the world's own that it can stand for. */
export async function idsOf(w: World): Promise<Record<string, string>> {
  const own = {
    vault_id: w.vault_id,
    agent_id: w.bot.id,
    policy_id: w.policy_id,
    key_id: w.key_id,
    secret_id: w.secret_id,
    user_id: w.owner.id,
  };
  const more = await Promise.all(FEATURES.map((feature) => feature.ids?.(w)));
  return Object.assign({}, own, ...more);
}

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
    ...(call.headers && { headers: call.headers }),
    ...ask,
  });
}

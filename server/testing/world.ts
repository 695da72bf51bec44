// One organization with something of everything, and the calls that the examples of every feature begin with.
import {
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
  headers?: Record<string, string>;
};

/** Makes a call that succeeds, afresh each time. */
export type Make = (w: World) => Call | Promise<Call>;

/** One organization with something of everything. */
export type World = {
  api: TestApi;
  /** Runs the deployment, in an organization of its own. */
  operator: Person;
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

const operators = new WeakMap<TestApi, Promise<Person>>();

/** The first person of the deployment, signed up when nobody was there before. */
export function operatorOf(api: TestApi): Promise<Person> {
  const known = operators.get(api) ?? person(api);
  operators.set(api, known);
  return known;
}

export async function world(api: TestApi): Promise<World> {
  const operator = await operatorOf(api);
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
    operator,
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

export async function session(w: World): Promise<{ access_token: string; refresh_token: string }> {
  const { email, password } = w.owner;
  return expectStatus(await w.api.ask("POST", "/v1/auth/token", { body: { email, password } }), 200) as {
    access_token: string;
    refresh_token: string;
  };
}

export const bare = (): Call => ({});
export const byOwner = (w: World): Call => ({ token: w.owner.token });
export const byOperator = (w: World): Call => ({ token: w.operator.token });
export const inVault = (w: World): Call => ({ token: w.owner.token, params: { vault_id: w.vault_id } });
export const onAgent = (w: World): Call => ({ token: w.owner.token, params: { agent_id: w.bot.id } });

export async function onFreshSecret(w: World): Promise<Call> {
  const path = `fresh/${crypto.randomUUID()}`;
  await put(w.api, w.owner.token, w.vault_id, path, "first");
  return { token: w.owner.token, params: { vault_id: w.vault_id, path } };
}

export async function onFreshVersion(w: World): Promise<Call> {
  const call = await onFreshSecret(w);
  return { ...call, params: { ...call.params, version: "1" } };
}

export async function onFreshPolicy(w: World): Promise<Call> {
  const policy_id = await grant(w.api, w.owner.token, w.vault_id, w.bot.id, "fresh/*");
  return { token: w.owner.token, params: { vault_id: w.vault_id, policy_id } };
}

export async function onFreshAgent(w: World): Promise<Call> {
  return { token: w.owner.token, params: { agent_id: (await agent(w.api, w.owner.token)).id } };
}

export async function onPassword(w: World): Promise<Call> {
  const other = await person(w.api);
  return {
    token: other.token,
    body: { current_password: other.password, new_password: goodPassword() },
  };
}

import { afterAll, beforeAll, expect, it } from "vitest";
import { ENDPOINTS } from "../../../server/api/endpoints.ts";
import { goodPassword, type TestApi, testApi } from "../../../server/testing/test-api.ts";
import { createClient, type OneclawClient, type OneclawResponse, unwrap } from "./index.ts";

const BASE = "http://127.0.0.1:3000";
/** Endpoints that say the same as another one. */
const ALIASES = ["replaceAgent"];

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

/** Clients that note which of their methods are called and which endpoints answer them with success. */
function observed() {
  const called = new Set<string>();
  const reached = new Set<string>();
  const methods = new Set<string>();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await api.fetch(input, init);
    if (response.ok) reached.add(endpointOf(init?.method ?? "GET", new URL(String(input)).pathname));
    return response;
  };
  const noting = (resource: string, target: object) =>
    new Proxy(target, {
      get(object, method) {
        called.add(`${resource}.${String(method)}`);
        return Reflect.get(object, method);
      },
    });
  const client = (credentials: { token?: string; apiKey?: string } = {}): OneclawClient => {
    const resources = Object.entries(createClient({ baseUrl: BASE, fetch, ...credentials }));
    for (const [name, resource] of resources)
      for (const method of Object.keys(resource)) methods.add(`${name}.${method}`);
    return Object.fromEntries(resources.map(([name, of]) => [name, noting(name, of)])) as OneclawClient;
  };
  return { client, called, reached, methods };
}

function endpointOf(method: string, pathname: string): string {
  const matching = ENDPOINTS.filter((endpoint) => {
    const pattern = endpoint.path.replace("{path}", ".+").replaceAll(/\{\w+\}/g, "[^/]+");
    return endpoint.method === method.toLowerCase() && new RegExp(`^${pattern}$`).test(pathname);
  });
  const exact = matching.find((endpoint) => endpoint.path === pathname);
  return (exact ?? matching[0])?.id ?? `${method} ${pathname}`;
}

async function data<T>(answering: Promise<OneclawResponse<T>>): Promise<T> {
  return unwrap(await answering);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  return Array.fromAsync(items);
}

async function driveAccount(anon: OneclawClient, email: string, password: string): Promise<string> {
  expect(await data(anon.auth.signup({ email, password, display_name: "Ada" }))).toMatchObject({ email });
  const { access_token, refresh_token = "" } = await data(anon.auth.login({ email, password }));
  expect((await data(anon.auth.getMe())).email).toBe(email);
  expect((await data(anon.auth.updateMe({ display_name: "Ada L." }))).display_name).toBe("Ada L.");
  const refreshed = await data(anon.auth.refresh({ refresh_token }));
  expect(refreshed.access_token).not.toBe(access_token);
  return refreshed.access_token;
}

async function driveSecrets(owner: OneclawClient, vault_id: string): Promise<void> {
  const { secrets } = owner;
  const made = await data(secrets.set(vault_id, "db/password", "first", { type: "password" }));
  expect(made).toMatchObject({ path: "db/password", version: 1, type: "password" });
  expect((await data(secrets.rotate(vault_id, "db/password", "second"))).version).toBe(2);
  expect(await data(secrets.get(vault_id, "db/password"))).toMatchObject({ value: "second", version: 2 });
  expect((await data(secrets.getVersion(vault_id, "db/password", 1))).value).toBe("first");
  expect((await data(secrets.rotateGenerate(vault_id, "db/password", { length: 16 }))).version).toBe(3);
  expect((await data(secrets.get(vault_id, "db/password"))).value).toMatch(/^[0-9a-f]{16}$/);
  expect(await data(secrets.disableVersion(vault_id, "db/password", 3))).toBeNull();
  expect((await data(secrets.listVersions(vault_id, "db/password"))).versions.map((v) => v.version)).toEqual([
    3, 2, 1,
  ]);
  const described = await data(secrets.describe(vault_id, "db/password"));
  expect(described).toMatchObject({ path: "db/password", version: 2 });
  expect(described).not.toHaveProperty("value");
  expect((await data(secrets.list(vault_id, "db/"))).secrets.map((s) => s.path)).toEqual(["db/password"]);
  expect(await all(secrets.listAll(vault_id))).toHaveLength(1);
  expect(await data(secrets.delete(vault_id, "db/password"))).toBeNull();
}

async function driveAccess(owner: OneclawClient, vault_id: string, agent_id: string): Promise<void> {
  const { access, auth } = owner;
  const me = await data(auth.getMe());
  const granted = await data(
    access.grantAgent(vault_id, agent_id, ["read"], { secretPathPattern: "api-keys/**" }),
  );
  expect(granted).toMatchObject({ secret_path_pattern: "api-keys/**", principal_id: agent_id });
  expect(await data(access.grantHuman(vault_id, me.id, ["read", "write"]))).toMatchObject({
    secret_path_pattern: "**",
    principal_type: "user",
  });
  expect((await data(access.update(vault_id, granted.id, { permissions: ["write"] }))).permissions).toEqual([
    "write",
  ]);
  expect((await data(access.list(vault_id))).policies).toHaveLength(2);
  expect((await data(access.listGrants(vault_id))).policies).toHaveLength(2);
  expect(await all(access.listAll(vault_id))).toHaveLength(2);
  expect(await data(access.revoke(vault_id, granted.id))).toBeNull();
}

async function driveAgents(owner: OneclawClient, client: (key: string) => OneclawClient): Promise<string> {
  const { agents } = owner;
  const { agent, api_key = "" } = await data(agents.create({ name: "deploy-bot" }));
  expect((await data(client(api_key).agents.getSelf())).id).toBe(agent.id);
  expect(
    (await data(client("").auth.agentToken({ agent_id: agent.id, api_key }))).expires_in,
  ).toBeGreaterThan(0);
  expect((await data(agents.update(agent.id, { description: "deploys" }))).description).toBe("deploys");
  expect((await data(agents.get(agent.id))).description).toBe("deploys");
  expect((await data(agents.list())).agents).toHaveLength(1);
  expect(await all(agents.listAll())).toHaveLength(1);
  expect((await data(agents.rotateKey(agent.id))).api_key).not.toBe(api_key);
  return agent.id;
}

async function driveApiKeys(owner: OneclawClient, client: () => OneclawClient): Promise<void> {
  const { key, api_key } = await data(owner.apiKeys.create({ name: "laptop" }));
  const other = client();
  await data(other.auth.apiKeyToken({ api_key }));
  expect((await data(other.vault.list())).vaults).toHaveLength(1);
  expect((await data(owner.apiKeys.list())).keys.map((k) => k.id)).toEqual([key.id]);
  expect(await data(owner.apiKeys.revoke(key.id))).toBeNull();
}

it("has a method for every endpoint, and every method is answered as its type says", async () => {
  const { client, called, reached, methods } = observed();
  const email = "ada@example.com";
  const password = goodPassword();
  const anon = client();
  const owner = client({ token: await driveAccount(anon, email, password) });
  const vault = await data(owner.vault.create({ name: "Production" }));
  expect((await data(owner.vault.get(vault.id))).name).toBe("Production");
  expect((await data(owner.vault.list())).vaults.map((v) => v.id)).toEqual([vault.id]);
  expect(await all(owner.vault.listAll())).toHaveLength(1);
  await driveSecrets(owner, vault.id);
  await driveApiKeys(owner, client);
  const agent_id = await driveAgents(owner, (apiKey) => client({ apiKey }));
  await driveAccess(owner, vault.id, agent_id);
  expect((await data(owner.audit.query({ action: "vault.create" }))).count).toBeGreaterThan(0);
  expect((await all(owner.audit.queryAll({ limit: 5 }))).length).toBeGreaterThan(5);
  expect((await data(anon.health.check())).status).toBe("healthy");
  expect((await data(anon.health.hsm())).provider).toBe("local");
  expect((await data(anon.auth.jwtPublicKey())).alg).toBe("EdDSA");
  expect((await data(anon.auth.jwks())).keys).toHaveLength(1);
  expect(await data(owner.agents.delete(agent_id))).toBeNull();
  expect(await data(owner.vault.delete(vault.id))).toBeNull();
  const new_password = goodPassword();
  expect(await data(owner.auth.changePassword({ current_password: password, new_password }))).toBeNull();
  expect(await data(owner.auth.logout())).toBeNull();
  expect((await owner.auth.getMe()).error?.code).toBe("authentication_required");
  await data(owner.auth.login({ email, password: new_password }));
  expect(await data(owner.auth.deleteMe({ confirmation: "DELETE MY ACCOUNT" }))).toBeNull();

  const missing = ENDPOINTS.map(({ id }) => id).filter((id) => !reached.has(id) && !ALIASES.includes(id));
  expect(missing).toEqual([]);
  expect([...methods].filter((method) => !called.has(method))).toEqual([]);
});

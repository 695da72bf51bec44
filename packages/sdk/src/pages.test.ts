import { afterAll, beforeAll, expect, it } from "vitest";
import { agent, grant, put, scene, type TestApi, testApi, vault } from "../../../server/testing/test-api.ts";
import { createClient, OneclawError } from "./index.ts";

const BASE = "http://127.0.0.1:3000";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

/** A person with five of everything, and their client. */
async function five() {
  const { owner, vault_id } = await scene(api, { path: "api-keys/0" });
  for (let n = 1; n < 5; n++) {
    await vault(api, owner.token, `Vault ${n}`);
    await put(api, owner.token, vault_id, `${n < 3 ? "api-keys" : "db"}/${n}`, "x");
    const bot = await agent(api, owner.token, { name: `bot-${n}` });
    await grant(api, owner.token, vault_id, bot.id);
  }
  return { owner, vault_id, client: createClient({ baseUrl: BASE, token: owner.token, fetch: api.fetch }) };
}

it("a list comes page by page, and the last page says that it is the last", async () => {
  const { client, vault_id } = await five();
  const first = await client.secrets.list(vault_id, { limit: 2 });
  const second = await client.secrets.list(vault_id, { limit: 2, cursor: first.meta.next_cursor });
  const third = await client.secrets.list(vault_id, { limit: 2, cursor: second.meta.next_cursor });
  const paths = [first, second, third].map(({ data }) => data?.secrets.map((secret) => secret.path));
  expect(paths).toEqual([["api-keys/0", "api-keys/1"], ["api-keys/2", "db/3"], ["db/4"]]);
  expect(first.meta.next_cursor).toEqual(expect.any(String));
  expect(third.meta).not.toHaveProperty("next_cursor");
});

it("the iterators give every item once, whatever the page size", async () => {
  const { client, vault_id } = await five();
  const ids = async (items: AsyncIterable<{ id: string }>) =>
    (await Array.fromAsync(items)).map(({ id }) => id);
  for (const list of [
    (limit: number) => client.vault.listAll({ limit }),
    (limit: number) => client.secrets.listAll(vault_id, { limit }),
    (limit: number) => client.agents.listAll({ limit }),
    (limit: number) => client.access.listAll(vault_id, { limit }),
    (limit: number) => client.audit.queryAll({ limit, action: "secret.write" }),
  ]) {
    const whole = await ids(list(1000));
    expect(new Set(whole).size).toBeGreaterThanOrEqual(5);
    expect(await ids(list(2))).toEqual(whole);
    expect(await ids(list(1))).toEqual(whole);
  }
});

it("an iterator that is left early asks for no further page", async () => {
  const { owner } = await five();
  let requests = 0;
  const fetch: typeof globalThis.fetch = (input, init) => {
    requests++;
    return api.fetch(input, init);
  };
  for await (const _ of createClient({ baseUrl: BASE, token: owner.token, fetch }).vault.listAll({
    limit: 2,
  }))
    break;
  expect(requests).toBe(1);
});

it("a prefix holds on every page, as a word and as a filter", async () => {
  const { client, vault_id } = await five();
  const paths = async (items: AsyncIterable<{ path: string }>) =>
    (await Array.fromAsync(items)).map(({ path }) => path);
  expect(await paths(client.secrets.listAll(vault_id, { prefix: "api-keys/", limit: 1 }))).toEqual([
    "api-keys/0",
    "api-keys/1",
    "api-keys/2",
  ]);
  expect(await paths(client.secrets.listAll(vault_id, "db/"))).toEqual(["db/3", "db/4"]);
});

it("an iterator throws what a list would have answered", async () => {
  const client = createClient({ baseUrl: BASE, fetch: api.fetch });
  const thrown: unknown = await client.vault
    .listAll()
    .next()
    .catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(OneclawError);
  expect(thrown).toMatchObject({ type: "auth_error", code: "authentication_required", status: 401 });
});

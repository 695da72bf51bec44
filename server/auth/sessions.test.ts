import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  events,
  expectStatus,
  type Person,
  person,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";
import { personalKey } from "#server/testing/world.ts";

const DAY = 86_400_000;

let api: TestApi;
let other: TestApi;
beforeAll(async () => {
  api = await testApi();
  other = await api.second();
});
afterAll(() => api.close());

type Tokens = { access_token: string; refresh_token: string };
type Session = { id: string; ip?: string; user_agent?: string; current: boolean; last_used_at: string };

const signIn = async ({ email, password }: Person, ask = {}) =>
  expectStatus(await api.ask<Tokens>("POST", "/v1/auth/token", { body: { email, password }, ...ask }), 200);
const list = async (token: string, query = "") =>
  expectStatus(await api.ask<{ sessions: Session[] }>("GET", `/v1/auth/sessions${query}`, { token }), 200)
    .sessions;
const end = async (token: string, id = "") =>
  (await api.ask("DELETE", `/v1/auth/sessions${id && `/${id}`}`, { token })).status;
const alive = async (token: string, on = api) =>
  (await on.ask("GET", "/v1/auth/me", { token })).status === 200;
const refresh = async (refresh_token: string) =>
  (await api.ask("POST", "/v1/auth/refresh", { body: { refresh_token } })).status;

describe("the list of sessions", () => {
  it("shows where the person is signed in, newest first, the asking one marked, and nobody else's", async () => {
    const [who] = [await person(api), await person(api)];
    const laptop = await signIn(who, { ip: "198.51.100.7", headers: { "user-agent": "Firefox" } });
    const sessions = await list(laptop.access_token);
    expect(sessions).toHaveLength(2);
    expect(sessions[0]).toMatchObject({ ip: "198.51.100.7", user_agent: "Firefox", current: true });
    expect(sessions[1]).toMatchObject({ ip: "192.0.2.1", current: false });
    expect(sessions[1]).not.toHaveProperty("user_agent");
    const { api_key } = await personalKey(api, who.token);
    expect((await list(api_key)).map(({ current }) => current)).toEqual([false, false]);
  });

  it("comes in pages that leave nothing out and show nothing twice", async () => {
    const who = await person(api);
    for (let i = 0; i < 4; i++) await signIn(who);
    const all = (await list(who.token)).map(({ id }) => id);
    const seen: string[] = [];
    for (let query = "?limit=2"; query; ) {
      const page = await api.ask<{ sessions: Session[] }>("GET", `/v1/auth/sessions${query}`, {
        token: who.token,
      });
      seen.push(...page.body.sessions.map(({ id }) => id));
      query = /<(\?[^>]+)>/.exec(page.headers.get("link") ?? "")?.[1] ?? "";
    }
    expect(seen).toEqual(all);
    expect(seen).toHaveLength(5);
  });

  it("leaves out sessions that have ended by themselves, and tells the last use of the others", async () => {
    const own = await testApi();
    const who = await person(own);
    own.clock.advance(20 * DAY);
    const login = await own.ask<Tokens>("POST", "/v1/auth/token", {
      body: { email: who.email, password: who.password },
    });
    own.clock.advance(10 * DAY);
    const refreshed = await own.ask<Tokens>("POST", "/v1/auth/refresh", {
      body: { refresh_token: login.body.refresh_token },
    });
    const { body } = await own.ask<{ sessions: Session[] }>("GET", "/v1/auth/sessions", {
      token: refreshed.body.access_token,
    });
    expect(body.sessions).toMatchObject([{ current: true, last_used_at: own.clock.now().toISOString() }]);
    await own.close();
  });
});

describe("ending a session", () => {
  it("ends its tokens on every instance at once, and leaves the others", async () => {
    const who = await person(api);
    const stolen = await signIn(who);
    const [session] = await list(stolen.access_token);
    expect(await end(who.token, session?.id)).toBe(204);
    for (const on of [api, other]) expect(await alive(stolen.access_token, on)).toBe(false);
    expect(await refresh(stolen.refresh_token)).toBe(401);
    expect(await alive(who.token)).toBe(true);
    expect(await end(who.token, session?.id)).toBe(404);
    const log = await events(api, who.token, "&action=auth.session_end");
    expect(log).toContainEqual(
      expect.objectContaining({ actor_id: who.id, outcome: "success", resource_id: session?.id }),
    );
  });

  it("is for one's own alone: another person's, of the same organization too, is not found", async () => {
    const [who, colleague] = [await person(api), await person(api)];
    await api.admin.query("update users set org_id = $1, role = 'admin' where id = $2", [
      who.org_id,
      colleague.id,
    ]);
    await api.admin.query("update sessions set org_id = $1 where user_id = $2", [who.org_id, colleague.id]);
    const [session] = await list(who.token);
    expect(await end(colleague.token, session?.id)).toBe(404);
    expect(await end(colleague.token, randomUUID())).toBe(404);
    expect(await end(colleague.token, "x")).toBe(400);
    expect(await alive(who.token)).toBe(true);
  });

  it("ends all others with one request, and every one for an API key, which has none", async () => {
    const who = await person(api);
    const others = [await signIn(who), await signIn(who)];
    const { api_key } = await personalKey(api, who.token);
    expect(await end(who.token)).toBe(204);
    for (const { access_token, refresh_token } of others) {
      expect(await alive(access_token, other)).toBe(false);
      expect(await refresh(refresh_token)).toBe(401);
    }
    expect([await alive(who.token), await alive(api_key)]).toEqual([true, true]);
    expect(await end(api_key)).toBe(204);
    expect([await alive(who.token), await alive(api_key)]).toEqual([false, true]);
  });
});

// The session cookie of the pages: what it opens, for whom, and how it ends.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeActivity } from "#server/jobs/activity.ts";
import { expectStatus, type Person, person, type TestApi, testApi } from "#server/testing/test-api.ts";

let api: TestApi;
let owner: Person;
beforeAll(async () => {
  api = await testApi();
  owner = await person(api);
});
afterAll(() => api.close());

const OURS = { "sec-fetch-site": "same-origin" };

async function cookie(who: Person = owner): Promise<string> {
  const { email, password } = who;
  const login = await api.ask("POST", "/v1/auth/token", { body: { email, password } });
  const { refresh_token } = expectStatus(login, 200);
  const opened = await api.ask("POST", "/v1/auth/browser-session", { body: { refresh_token } });
  return String(expectStatus(opened, 200).session_token);
}

const me = (session: string, headers: Record<string, string> = OURS, path = "/api/v1/auth/me") =>
  api.ask("GET", path, { headers: { cookie: `theme=dark; 1claw-session=${session}`, ...headers } });

describe("a browser's session", () => {
  it("is who signed in, for requests of our own pages under /api/v1", async () => {
    expect(expectStatus(await me(await cookie()), 200).email).toBe(owner.email);
  });

  it.each([
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["a sibling domain", { "sec-fetch-site": "same-site" }],
    ["an address typed in", { "sec-fetch-site": "none" }],
    ["another origin", { origin: "https://evil.example" }],
    ["an opaque origin", { origin: "null" }],
    ["nobody knows where", {}],
    ["another site that adds our own header", { "sec-fetch-site": "cross-site", "x-1claw-page": "1" }],
  ])("does not count for requests from %s, and changes nothing", async (_, headers) => {
    const session = await cookie();
    const answer = await me(session, headers as Record<string, string>);
    expect([answer.status, answer.body.type]).toEqual([403, "/docs/errors/request_cross_site"]);
    const write = await api.ask("POST", "/api/v1/vaults", {
      headers: { cookie: `1claw-session=${session}`, ...(headers as Record<string, string>) },
      body: { name: "forged" },
    });
    expect(write.status).toBe(403);
    const { rows } = await api.admin.query("select 1 from vaults where name = 'forged'");
    expect(rows).toEqual([]);
  });

  it("counts where the browser says no site, but the origin or our pages' own header does", async () => {
    const session = await cookie();
    expect((await me(session, { origin: "http://127.0.0.1:3000" })).status).toBe(200);
    expect((await me(session, { "x-1claw-page": "1" })).status).toBe(200);
  });

  it("means nothing under /v1, where programs ask", async () => {
    expect((await me(await cookie(), OURS, "/v1/auth/me")).status).toBe(401);
  });

  it("is no Bearer token, and an access token is no session", async () => {
    const session = await cookie();
    expect((await api.ask("GET", "/api/v1/auth/me", { token: session })).status).toBe(401);
    expect((await me(owner.token)).status).toBe(401);
  });

  it("yields to an Authorization header, also to a wrong one", async () => {
    const session = await cookie();
    expect((await me(session, { ...OURS, authorization: "Bearer nothing" })).status).toBe(401);
  });

  it("spends the refresh token it was made from", async () => {
    const login = await api.ask("POST", "/v1/auth/token", {
      body: { email: owner.email, password: owner.password },
    });
    const { refresh_token } = expectStatus(login, 200);
    const open = () => api.ask("POST", "/v1/auth/browser-session", { body: { refresh_token } });
    const { session_token } = expectStatus(await open(), 200);
    expect((await open()).status).toBe(401);
    expect((await me(String(session_token))).status).toBe(401);
  });

  it("ends at once: signed out, ended from elsewhere, or with the password changed", async () => {
    const [one, two, three] = [await cookie(), await cookie(), await cookie()];
    const write = (session: string, method: string, path: string, body?: unknown) =>
      api.ask(method, `/api${path}`, { headers: { cookie: `1claw-session=${session}`, ...OURS }, body });
    expect((await write(one, "DELETE", "/v1/auth/token")).status).toBe(204);
    expect((await me(one)).status).toBe(401);
    const { sessions } = expectStatus(await write(two, "GET", "/v1/auth/sessions"), 200) as {
      sessions: { id: string; current: boolean }[];
    };
    const mine = sessions.find(({ current }) => current)?.id;
    expect((await write(three, "DELETE", `/v1/auth/sessions/${mine}`)).status).toBe(204);
    expect((await me(two)).status).toBe(401);
    expect((await me(three)).status).toBe(200);
  });

  it("lives on while it is used, and ends when it is not", async () => {
    const session = await cookie();
    for (let day = 0; day < 3; day++) {
      api.clock.advance(20 * 86_400_000);
      expect((await me(session)).status).toBe(200);
      await writeActivity(api.runtime);
    }
    api.clock.advance(31 * 86_400_000);
    expect((await me(session)).status).toBe(401);
  });
});

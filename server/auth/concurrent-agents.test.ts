import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agent, agentToken, grant, put, scene, type TestApi, testApi } from "#server/testing/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

describe("agents that ask at the same moment", () => {
  it("each get what is theirs: value, denial, absence or the end of their token", async () => {
    const [a, b] = [await scene(api), await scene(api)];
    await put(api, a.owner.token, a.vault_id, "api-keys/second", "the second value");
    const stranger = await agentToken(api, await agent(api, a.owner.token));
    const narrow = await agent(api, a.owner.token);
    await grant(api, a.owner.token, a.vault_id, narrow.id, "api-keys/second");
    const ended = await agent(api, a.owner.token);
    await grant(api, a.owner.token, a.vault_id, ended.id);
    const endedToken = await agentToken(api, ended);
    const gone = await api.ask("DELETE", `/v1/agents/${ended.id}`, { token: a.owner.token });
    expect(gone.status).toBe(204);
    const asks: [string, string, number, string | null][] = [
      [a.token, a.url, 200, a.value],
      [b.token, b.url, 200, b.value],
      [a.token, b.url, 404, null],
      [stranger, a.url, 403, null],
      [await agentToken(api, narrow), a.url, 403, null],
      [
        await agentToken(api, narrow),
        `/v1/vaults/${a.vault_id}/secrets/api-keys/second`,
        200,
        "the second value",
      ],
      [a.token, `/v1/vaults/${a.vault_id}/secrets/api-keys/missing`, 404, null],
      [endedToken, a.url, 401, null],
      [a.token, `${a.url.replace("/secrets/", "/secret-version/")}/1`, 200, a.value],
      [a.token, `${a.url.replace("/secrets/", "/secret-version/")}/2`, 404, null],
    ];
    const answers = await Promise.all(
      asks.map(([token, url]) => api.ask<{ value?: string }>("GET", url, { token })),
    );
    expect(answers.map(({ status, body }) => [status, body.value ?? null])).toEqual(
      asks.map(([, , status, value]) => [status, value]),
    );
  });

  it("are refused from the moment their token is revoked, also among others that are not", async () => {
    const s = await scene(api);
    const other = await agentToken(api, s.bot);
    const read = (token: string) => api.ask("GET", s.url, { token });
    expect((await Promise.all([s.token, other].map(read))).map(({ status }) => status)).toEqual([200, 200]);
    expect((await api.ask("DELETE", "/v1/auth/token", { token: s.token })).status).toBe(204);
    expect((await Promise.all([other, other, s.token].map(read))).map(({ status }) => status)).toEqual([
      200, 200, 401,
    ]);
  });
});

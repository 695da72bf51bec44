// An agent that has read a value over HTTP tries to put it elsewhere with a later request, which is another connection.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agent, events, expectStatus, grant, scene } from "#server/testing/test-api.ts";
import { httpClient, listening, textOf } from "../../packages/mcp/src/testing/clients.ts";

type World = Awaited<ReturnType<typeof listening>>;
const worlds: World[] = [];
afterAll(() => Promise.all(worlds.map((each) => each.close())));

async function world(env: Record<string, string> = {}) {
  const server = await listening({ env });
  worlds.push(server);
  const s = await scene(server.api);
  await grant(server.api, s.owner.token, s.vault_id, s.bot.id, "**", ["read", "write"]);
  return { server, s };
}

/** One call with a client of its own. */
async function once(server: World, credential: string, tool: string, args: Record<string, unknown>) {
  const client = await httpClient(server.url, { authorization: `Bearer ${credential}` });
  const result = await client.call(tool, args);
  await client.close();
  return { text: textOf(result), isError: result.isError ?? false };
}

describe("unless told otherwise", () => {
  let server: World;
  let s: Awaited<ReturnType<typeof scene>>;
  beforeAll(async () => {
    ({ server, s } = await world());
  });

  it("what one request has read the next ones do not write elsewhere, with the key or any token of the agent", async () => {
    await once(server, s.bot.api_key, "get_secret", { path: s.path });
    const body = { api_key: s.bot.api_key };
    const { access_token } = expectStatus(
      await server.api.ask<{ access_token: string }>("POST", "/v1/auth/agent-token", { body }),
      200,
    );
    for (const credential of [s.bot.api_key, access_token]) {
      const copied = await once(server, credential, "put_secret", { path: "copied/to", value: s.value });
      expect(copied.isError).toBe(true);
      expect(copied.text).toMatch(
        /^Blocked: `value` is or holds a value that was read from 'api-keys\/stripe'/,
      );
      expect(copied.text).not.toContain(s.value);
    }
    const reason = { path: "asked/x", reason: `It was ${s.value}` };
    expect((await once(server, s.bot.api_key, "request_secret", reason)).isError).toBe(true);
    const same = await once(server, s.bot.api_key, "put_secret", { path: s.path, value: s.value });
    expect(same.text).toMatch(/^Secret stored/);
    const written = await events(server.api, s.owner.token, "&action=secret.write");
    expect(JSON.stringify(written)).not.toContain("copied/to");
  });

  it("what an agent has read is unknown to every other", async () => {
    await once(server, s.bot.api_key, "get_secret", { path: s.path });
    const fresh = await agent(server.api, s.owner.token, { name: "has read nothing" });
    await grant(server.api, s.owner.token, s.vault_id, fresh.id, "**", ["read", "write"]);
    const guessed = await once(server, fresh.api_key, "put_secret", { path: "by/another", value: s.value });
    expect(guessed.text).toMatch(/^Secret stored/);
    const blocked = await once(server, s.bot.api_key, "put_secret", { path: "by/this", value: s.value });
    expect(blocked.isError).toBe(true);
  });
});

it("a deployment may be content with a warning, or with nothing", async () => {
  for (const [mode, words] of [
    ["warn", /^Secret stored at 'copied\/to' .+\n\nWarning: `value` is or holds a value that was read/s],
    ["off", /^Secret stored at 'copied\/to' \(version 1, type: api_key\)\.$/],
  ] as const) {
    const { server, s } = await world({ MCP_EXFIL_PROTECTION: mode });
    await once(server, s.bot.api_key, "get_secret", { path: s.path });
    const copied = await once(server, s.bot.api_key, "put_secret", { path: "copied/to", value: s.value });
    expect(copied).toEqual({ isError: false, text: expect.stringMatching(words) });
  }
});

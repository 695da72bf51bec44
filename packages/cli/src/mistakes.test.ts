import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testCertificate } from "../../../server/testing/certificate.ts";
import { agent, expectStatus, grant, person, scene } from "../../../server/testing/test-api.ts";
import { EXIT } from "./exit-codes.ts";
import { freePort, otherServer, type Ran, type RunOptions, type World, world } from "./testdata/cli.ts";

let w: World;
let s: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  w = await world();
  s = await scene(w.api);
});
afterAll(() => w.close());

const asAgent = (words: string[], options: RunOptions = {}) =>
  w.cli(words, { ...options, env: { ONECLAW_AGENT_API_KEY: s.bot.api_key, ...options.env } });
const file = (name: string) => path.join(w.folder, name);

/** What a command printed, when it ended well. */
function ok({ exit, out, err }: Ran): string {
  expect({ exit, err }).toMatchObject({ exit: EXIT.done });
  return out;
}

describe("when something is wrong, the error says what, why and what to type, with a code of its own:", () => {
  const failing = async (words: string[], env: Record<string, string | undefined>) => {
    const ran = await w.cli(words, { env: { ONECLAW_TOKEN: s.owner.token, ...env } });
    expect(ran.err).not.toMatch(/\n\s+at |node:internal/);
    expect(ran.out).toBe("");
    return ran;
  };

  it("a dead server", async () => {
    const env = { ONECLAW_BASE_URL: `http://127.0.0.1:${await freePort()}` };
    expect(await failing(["vault", "list"], env)).toMatchObject({
      exit: EXIT.unreachable,
      err: expect.stringContaining("No server answers at"),
    });
  });

  it("a port that no web server can have", async () => {
    const ran = await failing(["vault", "list"], { ONECLAW_BASE_URL: "http://127.0.0.1:9" });
    expect(ran).toMatchObject({
      exit: EXIT.unreachable,
      err: expect.stringContaining("Port 9 cannot be used"),
    });
  });

  it("a host that does not exist", async () => {
    const ran = await failing(["vault", "list"], { ONECLAW_BASE_URL: "http://no-such-host.invalid" });
    expect(ran).toMatchObject({
      exit: EXIT.unreachable,
      err: expect.stringContaining("no host named no-such-host.invalid"),
    });
  });

  it("an address at which something else answers, whatever it answers", async () => {
    for (const status of [200, 404]) {
      const other = await otherServer(
        createServer((_, response) =>
          response.writeHead(status, { "content-type": "text/html" }).end("<h1>Hello</h1>"),
        ),
      );
      expect(await failing(["vault", "list"], { ONECLAW_BASE_URL: other.url })).toMatchObject({
        exit: EXIT.unreachable,
        err: expect.stringContaining("not a 1Claw server"),
      });
      await other.close();
    }
  });

  it("an address that redirects, to which nothing is sent", async () => {
    const other = await otherServer(
      createServer((_, response) => response.writeHead(308, { location: `${w.url}/v1/vaults` }).end()),
    );
    const ran = await failing(["vault", "list"], { ONECLAW_BASE_URL: other.url });
    await other.close();
    expect(ran).toMatchObject({
      exit: EXIT.unreachable,
      err: expect.stringContaining(`--base-url ${w.url}`),
    });
  });

  it("a certificate that is not trusted, and https where there is none", async () => {
    const server = https.createServer(testCertificate("127.0.0.1"), (_, response) => response.end("{}"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const ran = await failing(["vault", "list"], {
      ONECLAW_BASE_URL: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    server.close();
    expect(ran).toMatchObject({
      exit: EXIT.unreachable,
      err: expect.stringMatching(/not trusted[\s\S]*self-signed[\s\S]*NODE_EXTRA_CA_CERTS/),
    });
    const plain = await failing(["vault", "list"], { ONECLAW_BASE_URL: w.url.replace("http:", "https:") });
    expect(plain).toMatchObject({
      exit: EXIT.unreachable,
      err: expect.stringContaining("does not speak TLS"),
    });
  });

  it("no sign-in, a token that is none, a key of no kind", async () => {
    expect(await failing(["vault", "list"], { ONECLAW_TOKEN: undefined })).toMatchObject({
      exit: EXIT.not_signed_in,
      err: expect.stringContaining("1claw login"),
    });
    expect(await failing(["vault", "list"], { ONECLAW_TOKEN: "nonsense" })).toMatchObject({
      exit: EXIT.not_signed_in,
      err: expect.stringContaining("ONECLAW_TOKEN is not good any more"),
    });
    expect(
      await failing(["vault", "list"], { ONECLAW_TOKEN: undefined, ONECLAW_API_KEY: "sk-123" }),
    ).toMatchObject({ exit: EXIT.usage, err: expect.stringContaining("ocv_") });
  });

  it("a sign-in that has ended, before anything is sent", async () => {
    const credential = {
      kind: "token",
      store: "file",
      secret: "x",
      expires_at: new Date(Date.now() - 7_200_000),
    };
    mkdirSync(file("ended"), { mode: 0o700 });
    const config = { profiles: { default: { base_url: w.url, credential } } };
    writeFileSync(file("ended/config.json"), JSON.stringify(config), { mode: 0o600 });
    const ran = await failing(["vault", "list"], {
      ONECLAW_TOKEN: undefined,
      ONECLAW_CONFIG_DIR: file("ended"),
    });
    expect(ran).toMatchObject({
      exit: EXIT.not_signed_in,
      err: expect.stringMatching(/ended 2 hours ago[\s\S]*1claw login/),
    });
  });

  it("a command for people that an agent types", async () => {
    const ran = await asAgent(["agent", "list"]);
    expect(ran).toMatchObject({
      exit: EXIT.not_allowed,
      err: expect.stringContaining("Sign in as the other kind"),
    });
  });

  it("a path, a vault and a command that do not exist", async () => {
    expect(await failing(["secret", "get", "no/such", "--vault", s.vault_id], {})).toMatchObject({
      exit: EXIT.not_found,
      err: expect.stringContaining("1claw secret list"),
    });
    expect(await failing(["secret", "get", "a//b", "--vault", s.vault_id], {})).toMatchObject({
      exit: EXIT.usage,
    });
    expect(await failing(["secret", "list", "--vault", "Produktion"], {})).toMatchObject({
      exit: EXIT.not_found,
      err: expect.stringMatching(/There are: .*Production/),
    });
    expect(await failing(["secrte"], {})).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining("Did you mean secret?"),
    });
    expect(await failing(["secret", "gte"], {})).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining("Did you mean get?"),
    });
  });

  it("as JSON too, for programs", async () => {
    const ran = await failing(["secret", "get", "no/such", "--vault", s.vault_id, "--json"], {});
    expect(JSON.parse(ran.err)).toMatchObject({
      error: {
        code: "secret_not_found",
        status: 404,
        exit_code: EXIT.not_found,
        request_id: expect.any(String),
      },
    });
  });

  it("and text that would move the cursor is shown, not obeyed", async () => {
    const ran = await failing(["secret", "get", "a\u001b[2Jb\u202e", "--vault", s.vault_id], {});
    expect(ran.err).toContain("a\\e[2Jb\\u{202e}");
    expect(ran.err).not.toContain("\u001b");
  });
});

describe("the doctor", () => {
  const doctor = async (env: Record<string, string | undefined>) => {
    const ran = await w.cli(["doctor", "--json"], { env });
    const { findings } = JSON.parse(ran.out) as {
      findings: { check: string; status: string; found: string; fix?: string }[];
    };
    return { exit: ran.exit, findings, of: (check: string) => findings.find((each) => each.check === check) };
  };

  it("finds nothing where everything is well", async () => {
    const { exit, findings } = await doctor({ ONECLAW_AGENT_API_KEY: s.bot.api_key });
    expect(findings.filter(({ status }) => status !== "ok")).toEqual([]);
    expect(exit).toBe(EXIT.done);
    expect(ok(await asAgent(["doctor"]))).toContain("Nothing stands in the way.");
  });

  it("finds a dead server, something else in its place, and a proxy that is not used", async () => {
    const dead = await doctor({
      ONECLAW_BASE_URL: `http://127.0.0.1:${await freePort()}`,
      HTTPS_PROXY: "http://proxy:3128",
    });
    expect(dead.of("Server")).toMatchObject({ status: "failed", fix: expect.stringContaining("--base-url") });
    expect(dead.of("Proxy")).toMatchObject({
      status: "warning",
      fix: expect.stringContaining("NODE_USE_ENV_PROXY"),
    });
    const other = await otherServer(createServer((_, response) => response.end("{}")));
    expect((await doctor({ ONECLAW_BASE_URL: other.url })).of("Server")?.found).toContain(
      "not a 1Claw server",
    );
    await other.close();
  });

  it("finds a clock that is wrong", async () => {
    const other = await otherServer(
      createServer((_, response) => {
        response.setHeader("date", new Date(Date.now() - 3_600_000).toUTCString());
        response.end(JSON.stringify({ status: "healthy", version: "1", checks: {} }));
      }),
    );
    expect((await doctor({ ONECLAW_BASE_URL: other.url })).of("Clock")).toMatchObject({
      status: "warning",
      found: expect.stringContaining("60 minutes ahead"),
    });
    await other.close();
  });

  it("finds no sign-in, a dead key, a binding to other vaults, and the lack of a policy", async () => {
    expect((await doctor({})).of("Sign-in")).toMatchObject({
      status: "failed",
      fix: expect.stringContaining("1claw login"),
    });
    const bound = await agent(w.api, s.owner.token, { name: "bound", vault_ids: [] });
    await grant(w.api, s.owner.token, s.vault_id, bound.id);
    const elsewhere = await doctor({ ONECLAW_AGENT_API_KEY: bound.api_key, ONECLAW_VAULT_ID: s.vault_id });
    expect(elsewhere.of("Vaults")).toMatchObject({
      status: "failed",
      found: expect.stringContaining("bound to other vaults"),
    });
    const poor = await agent(w.api, s.owner.token, { name: "poor" });
    expect((await doctor({ ONECLAW_AGENT_API_KEY: poor.api_key })).of("Vaults")).toMatchObject({
      status: "failed",
      fix: expect.stringContaining("--agent poor"),
    });
    expectStatus(await w.api.ask("POST", `/v1/agents/${poor.id}/rotate-key`, { token: s.owner.token }), 200);
    expect((await doctor({ ONECLAW_AGENT_API_KEY: poor.api_key })).of("Sign-in")).toMatchObject({
      status: "failed",
      found: expect.stringContaining("was rotated"),
    });
  });

  it("finds a configuration that others may read", async () => {
    ok(await w.cli(["config", "set", "base-url", w.url], { env: { ONECLAW_CONFIG_DIR: file("open") } }));
    chmodSync(file("open/config.json"), 0o640);
    const { exit, of } = await doctor({ ONECLAW_CONFIG_DIR: file("open") });
    expect(exit).toBe(EXIT.failed);
    expect(of("Configuration")).toMatchObject({
      status: "failed",
      fix: expect.stringMatching(/^chmod 600 /),
    });
  });
});

describe("the MCP server", () => {
  it("is served on standard input and output with the credential of this command", async () => {
    const messages = [
      {
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: {
          protocolVersion: "2025-06-18",
          capabilities: {},
          clientInfo: { name: "test", version: "1" },
        },
      },
      { jsonrpc: "2.0", method: "notifications/initialized" },
      { jsonrpc: "2.0", id: 2, method: "tools/list" },
    ];
    const mcp = w.start(["mcp"], {
      env: { ONECLAW_AGENT_API_KEY: s.bot.api_key },
      input: messages.map((message) => `${JSON.stringify(message)}\n`).join(""),
    });
    const { out } = await mcp.done;
    expect(out).toContain('"get_secret"');
  });
});

describe("people of other organizations", () => {
  it("see none of it", async () => {
    const stranger = await person(w.api, `${randomUUID()}@example.com`);
    const env = { ONECLAW_TOKEN: stranger.token };
    expect(await w.cli(["secret", "get", s.path, "--vault", s.vault_id], { env })).toMatchObject({
      exit: EXIT.not_found,
    });
  });
});

import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agent, expectStatus, grant, put, scene, vault } from "../../../server/testing/test-api.ts";
import { cmek } from "../../sdk/src/index.ts";
import { EXIT } from "./exit-codes.ts";
import { otherServer, type Ran, type RunOptions, type Started, type World, world } from "./testdata/cli.ts";

let w: World;
let s: Awaited<ReturnType<typeof scene>>;
let approved: Started;
let denied: Started;
beforeAll(async () => {
  w = await world();
  s = await scene(w.api);
  // They look for the decision every five seconds; meanwhile other tests have their turn.
  approved = await decided("approve", "device");
  denied = await decided("deny", "denied");
});
afterAll(() => w.close());

const asOwner = (words: string[], options: RunOptions = {}) =>
  w.cli(words, { ...options, env: { ONECLAW_TOKEN: s.owner.token, ...options.env } });
const asAgent = (words: string[], options: RunOptions = {}) =>
  w.cli(words, { ...options, env: { ONECLAW_AGENT_API_KEY: s.bot.api_key, ...options.env } });
const file = (name: string) => path.join(w.folder, name);
const mode = (name: string) => (statSync(name).mode & 0o777).toString(8);

/** A sign-in whose code a person has decided on. */
async function decided(what: "approve" | "deny", name: string): Promise<Started> {
  const env = { ONECLAW_CONFIG_DIR: file(name) };
  const login = w.start(["login", "--no-browser", "--store", "file"], { env });
  const [, user_code] = await login.seen(/([2-9A-Z]{4}-[2-9A-Z]{4})/);
  await login.seen(new RegExp(`Open ${w.url}/cli/verify`));
  const body = { token: s.owner.token, body: { user_code } };
  expectStatus(await w.api.ask("POST", `/v1/auth/device/${what}`, body), 200);
  return login;
}

/** What a command printed, when it ended well. */
function ok({ exit, out, err }: Ran): string {
  expect({ exit, err }).toMatchObject({ exit: EXIT.done });
  return out;
}

function json<T = Record<string, unknown>>(ran: Ran): T {
  return JSON.parse(ok(ran)) as T;
}

describe("signing in", () => {
  it("shows a code, waits for somebody to approve it, and keeps the token for this user alone", async () => {
    const env = { ONECLAW_CONFIG_DIR: file("device") };
    expect(ok(await approved.done)).toContain(s.owner.email);
    expect(mode(file("device"))).toBe("700");
    expect(mode(file("device/config.json"))).toBe("600");
    expect(ok(await w.cli(["whoami"], { env }))).toContain(s.owner.email);
    const { profiles } = JSON.parse(readFileSync(file("device/config.json"), "utf8"));
    const token = profiles.default.credential.secret;
    ok(await w.cli(["logout"], { env }));
    expect(readFileSync(file("device/config.json"), "utf8")).not.toContain(token);
    expectStatus(await w.api.ask("GET", "/v1/auth/me", { token }), 401);
    expect(await w.cli(["whoami"], { env })).toMatchObject({ exit: EXIT.not_signed_in });
  });

  it("says that it was refused in the browser", async () => {
    expect(await denied.done).toMatchObject({
      exit: EXIT.not_signed_in,
      err: expect.stringContaining("refused in the browser"),
    });
  });

  it("takes a key from standard input and never from the command line", async () => {
    const env = { ONECLAW_CONFIG_DIR: file("key") };
    ok(await w.cli(["login", "--api-key", "--store", "file"], { env, input: `${s.bot.api_key}\n` }));
    expect(ok(await w.cli(["whoami"], { env }))).toContain("agent deploy-bot");
    for (const words of [
      ["login", `--api-key=${s.bot.api_key}`],
      ["login", "--api-key", s.bot.api_key],
    ]) {
      const refused = await w.cli(words, { env });
      expect(refused.exit).toBe(EXIT.usage);
      expect(refused.err).not.toContain(s.bot.api_key);
    }
  });

  it("is not needed with a key or a token in the environment, whatever the variable is called", async () => {
    const ways = [
      { ONECLAW_API_KEY: s.bot.api_key },
      { ONECLAW_AGENT_API_KEY: s.bot.api_key, ONECLAW_AGENT_ID: s.bot.id },
      { ONECLAW_AGENT_TOKEN: s.token },
      { ONECLAW_TOKEN: s.token, ONECLAW_BASE_URL: undefined, ONECLAW_API_URL: w.url },
    ];
    for (const env of ways) {
      expect(ok(await w.cli(["whoami"], { env }))).toContain("agent deploy-bot");
      expect(
        ok(await w.cli(["secret", "get", s.path], { env: { ...env, ONECLAW_VAULT_ID: s.vault_id } })),
      ).toBe(s.value);
    }
    const { api_key } = expectStatus(
      await w.api.ask<{ api_key: string }>("POST", "/v1/auth/api-keys", {
        token: s.owner.token,
        body: { name: "cli" },
      }),
      201,
    );
    expect(ok(await w.cli(["whoami"], { env: { ONECLAW_API_KEY: api_key } }))).toContain(s.owner.email);
  });

  it("keeps the token in the keyring where there is one, and hands it over by standard input", async () => {
    const env = { ONECLAW_CONFIG_DIR: file("ring"), PATH: `${keyringStandIn()}:${process.env.PATH}` };
    ok(await w.cli(["login", "--api-key"], { env, input: s.bot.api_key }));
    expect(readFileSync(file("ring/config.json"), "utf8")).not.toContain(s.bot.api_key);
    expect(ok(await w.cli(["whoami"], { env }))).toContain("deploy-bot");
    expect(readFileSync(file("keyring.words"), "utf8")).not.toContain(s.bot.api_key);
    ok(await w.cli(["logout"], { env }));
    expect(existsSync(file("keyring.secret"))).toBe(false);
  });

  /** A program that keeps what `secret-tool` would, in files, and notes its arguments. */
  function keyringStandIn(): string {
    const script = `#!/bin/sh
echo "$@" >> '${file("keyring.words")}'
case "$1" in
  store) cat > '${file("keyring.secret")}' ;;
  lookup) case "$*" in *"account none"*) exit 1 ;; esac; cat '${file("keyring.secret")}' ;;
  clear) rm -f '${file("keyring.secret")}' ;;
esac
`;
    writeFileSync(file("secret-tool"), script, { mode: 0o755 });
    return w.folder;
  }

  it("does not send what is stored for one server to another", async () => {
    const env = { ONECLAW_CONFIG_DIR: file("key") };
    const asked: string[] = [];
    const other = await otherServer(
      createServer((request, response) => {
        asked.push(String(request.headers.authorization));
        response.end("{}");
      }),
    );
    const ran = await w.cli(["vault", "list", "--base-url", other.url], { env });
    await other.close();
    expect(ran).toMatchObject({
      exit: EXIT.not_signed_in,
      err: expect.stringContaining("not sent to another"),
    });
    expect(asked).toEqual([]);
  });

  it("does not use a configuration that others may read, and says chmod", async () => {
    const env = { ONECLAW_CONFIG_DIR: file("key") };
    chmodSync(file("key/config.json"), 0o644);
    const ran = await w.cli(["whoami"], { env });
    expect(ran).toMatchObject({ exit: EXIT.usage, err: expect.stringMatching(/chmod 600 .*config\.json/) });
    chmodSync(file("key/config.json"), 0o600);
    ok(await w.cli(["whoami"], { env }));
  });
});

describe("secrets", () => {
  it("are printed as they are, without a line break of ours, and written to files for this user alone", async () => {
    expect(ok(await asAgent(["secret", "get", s.path]))).toBe(s.value);
    ok(await asAgent(["secret", "get", s.path, "--out", "value.txt"]));
    expect(readFileSync(file("value.txt"), "utf8")).toBe(s.value);
    expect(mode(file("value.txt"))).toBe("600");
    expect(await asAgent(["secret", "get", s.path, "--out", "value.txt"])).toMatchObject({
      exit: EXIT.conflict,
    });
    ok(await asAgent(["secret", "get", s.path, "--out", "value.txt", "--force"]));
    expect(json(await asAgent(["secret", "get", s.path, "--json"]))).toMatchObject({
      path: s.path,
      value: s.value,
      version: 1,
    });
  });

  it("are stored from standard input or a file, and never from the command line", async () => {
    expect(
      ok(await asOwner(["secret", "set", "db/password", "--type", "password"], { input: "first\n" })),
    ).toContain("version 1");
    writeFileSync(file("second"), "second\n");
    ok(await asOwner(["secret", "set", "db/password", "--from-file", "second"]));
    expect(ok(await asOwner(["secret", "get", "db/password"]))).toBe("second\n");
    expect(ok(await asOwner(["secret", "get", "db/password", "--at-version", "1"]))).toBe("first");
    for (const words of [["hunter2"], ["--value=hunter2"], ["--value", "hunter2"], ["--vaule=hunter2"]]) {
      const refused = await asOwner(["secret", "set", "db/password", ...words]);
      expect(refused.exit).toBe(EXIT.usage);
      expect(refused.err).not.toContain("hunter2");
    }
    const { versions } = json<{ versions: { version: number }[] }>(
      await asOwner(["secret", "versions", "db/password", "--json"]),
    );
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
  });

  it("are rolled back, rotated unseen, deleted after the name was confirmed, and brought back", async () => {
    await put(w.api, s.owner.token, s.vault_id, "turn/key", "one");
    await put(w.api, s.owner.token, s.vault_id, "turn/key", "two");
    expect(ok(await asOwner(["secret", "rollback", "turn/key", "1"]))).toContain("version 3");
    expect(ok(await asOwner(["secret", "get", "turn/key"]))).toBe("one");
    const rotated = ok(await asOwner(["secret", "rotate", "turn/key", "--length", "24"]));
    const value = ok(await asOwner(["secret", "get", "turn/key"]));
    expect(value).toMatch(/^[0-9a-f]{24}$/);
    expect(rotated).not.toContain(value);
    expect(await asOwner(["secret", "rm", "turn/key"])).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining("--yes"),
    });
    ok(await asOwner(["secret", "rm", "turn/key", "--yes"]));
    expect(await asOwner(["secret", "get", "turn/key"])).toMatchObject({
      exit: EXIT.not_found,
      err: expect.stringContaining("undelete"),
    });
    ok(await asOwner(["secret", "undelete", "turn/key"]));
    expect(ok(await asOwner(["secret", "get", "turn/key"]))).toBe(value);
  });

  it("are listed in the API's own shape, and as a table without colours for a pipe", async () => {
    const { secrets } = json<{ secrets: { path: string }[] }>(
      await asAgent(["secret", "list", "api-keys/", "--json"]),
    );
    expect(secrets.map((secret) => secret.path)).toEqual([s.path]);
    const table = ok(await asAgent(["secret", "list"]));
    expect(table).toMatch(/^PATH +TYPE +VERSION/);
    expect(table).not.toContain("\u001b");
  });

  it("of a vault under one's own key are encrypted and opened here, with a key that comes from a file", async () => {
    const key = cmek.generateKey();
    const vault_id = await vault(w.api, s.owner.token, "Own key");
    const fingerprint = await cmek.fingerprint(key);
    expectStatus(
      await w.api.ask("POST", `/v1/vaults/${vault_id}/cmek`, { token: s.owner.token, body: { fingerprint } }),
      200,
    );
    writeFileSync(file("own.key"), `${cmek.toBase64(key)}\n`, { mode: 0o600 });
    const words = ["--vault", "Own key"];
    expect(await asOwner(["secret", "set", "a/b", ...words], { input: "plain" })).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining("--cmek-key-file"),
    });
    ok(await asOwner(["secret", "set", "a/b", ...words, "--cmek-key-file", "own.key"], { input: "plain" }));
    const stored = await w.api.ask("GET", `/v1/vaults/${vault_id}/secrets/a/b`, { token: s.owner.token });
    expect(stored.body).toMatchObject({ cmek_encrypted: true });
    expect(stored.text).not.toContain("plain");
    const env = { ONECLAW_CMEK_KEY_FILE: "own.key" };
    expect(ok(await asOwner(["secret", "get", "a/b", ...words], { env }))).toBe("plain");
    writeFileSync(file(".env.own"), "TOKEN=sealed-too\n");
    ok(await asOwner(["env", "push", ".env.own", ...words], { env }));
    expect(ok(await asOwner(["env", "pull", "-", ...words], { env }))).toBe("A_B=plain\nTOKEN=sealed-too\n");
    writeFileSync(file("other.key"), cmek.toBase64(cmek.generateKey()));
    const wrong = await asOwner(["secret", "get", "a/b", ...words], {
      env: { ONECLAW_CMEK_KEY_FILE: "other.key" },
    });
    expect(wrong).toMatchObject({ exit: EXIT.failed, err: expect.stringContaining("does not open") });
  });

  it("in split custody give their share once, and are read with it from a file", async () => {
    ok(await asOwner(["vault", "create", "Split", "--split-custody"]));
    const set = ["secret", "set", "half", "--vault", "Split", "--json"];
    const { client_share } = json(await asOwner(set, { input: "in two" }));
    writeFileSync(file("share.txt"), `${client_share}\n`);
    const get = ["secret", "get", "half", "--vault", "Split"];
    expect(await asOwner(get)).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining("--client-share-file"),
    });
    expect(ok(await asOwner([...get, "--client-share-file", "share.txt"]))).toBe("in two");
  });
});

describe("the manual", () => {
  it("of the README is what the commands say of themselves", async () => {
    const readme = readFileSync(path.join(import.meta.dirname, "../README.md"), "utf8");
    const [, printed] = readme.split(/<!-- manual: [^\n]* -->\n|<!-- end of the manual -->/);
    expect(printed?.trim()).toBe(ok(await w.cli(["manual"])).trim());
  });

  it("has every exit code, and help for every command", async () => {
    const codes = ok(await w.cli(["help", "exit-codes"]));
    for (const code of Object.values(EXIT)) expect(codes).toMatch(new RegExp(`^(?:\\d+, )?${code}\\b`, "m"));
    expect(ok(await w.cli(["help", "secret", "get"]))).toContain("Print a value, and nothing else");
    expect(ok(await w.cli([]))).toContain("policy");
  });
});

describe("vaults", () => {
  it("are created, chosen by name, shown and deleted once confirmed", async () => {
    const env = { ONECLAW_CONFIG_DIR: file("vaults") };
    const made = json<{ id: string }>(await asOwner(["vault", "create", "Scratch pad", "--json"], { env }));
    expect(await asOwner(["secret", "list"], { env })).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining("several vaults"),
    });
    ok(await asOwner(["vault", "use", "scratch pad"], { env }));
    expect(json(await asOwner(["vault", "show", "--json"], { env })).id).toBe(made.id);
    expect(ok(await asOwner(["config", "get", "vault"], { env })).trim()).toBe(made.id);
    expect(ok(await asOwner(["vault", "list"], { env }))).toContain("Scratch pad *");
    ok(await asOwner(["vault", "delete", "Scratch pad", "--yes"], { env }));
    expect(await asOwner(["vault", "show", "Scratch pad"], { env })).toMatchObject({ exit: EXIT.not_found });
  });
});

describe("agents", () => {
  it("get their key once, in a file for this user alone that is there before the key is", async () => {
    const words = ["agent", "create", "ci-bot", "--bind", s.vault_id, "--ttl", "600", "--out", "agent.env"];
    const made = ok(await asOwner(words));
    const settings = readFileSync(file("agent.env"), "utf8");
    expect(mode(file("agent.env"))).toBe("600");
    expect(settings).toMatch(/^ONECLAW_AGENT_API_KEY=ocv_/m);
    expect(made).not.toContain("ocv_");
    const again = await asOwner(["agent", "create", "ci-bot-2", "--out", "agent.env"]);
    expect(again.exit).toBe(EXIT.conflict);
    const { agents } = json<{ agents: { name: string }[] }>(await asOwner(["agent", "list", "--json"]));
    expect(agents.map(({ name }) => name)).not.toContain("ci-bot-2");
  });

  it("are shown, updated, deactivated, given a new key and deleted, by name", async () => {
    const printed = ok(await asOwner(["agent", "create", "short-lived"]));
    const key = /ONECLAW_AGENT_API_KEY=(ocv_\S+)/.exec(printed)?.[1] ?? "";
    const env = { ONECLAW_AGENT_API_KEY: key };
    expect(json(await w.cli(["agent", "show", "--json"], { env })).name).toBe("short-lived");
    ok(
      await asOwner([
        "agent",
        "update",
        "short-lived",
        "--description",
        "for a test",
        "--scope",
        "a/**",
        "b/*",
      ]),
    );
    expect(json(await asOwner(["agent", "show", "short-lived", "--json"]))).toMatchObject({
      description: "for a test",
      scopes: ["a/**", "b/*"],
    });
    ok(await asOwner(["agent", "deactivate", "short-lived", "--yes"]));
    const refused = await w.cli(["vault", "list"], { env });
    expect(refused).toMatchObject({ exit: EXIT.not_signed_in, err: expect.stringContaining("inactive") });
    ok(await asOwner(["agent", "update", "short-lived", "--activate"]));
    ok(await w.cli(["vault", "list"], { env }));
    const rotated = ok(await asOwner(["agent", "rotate-key", "short-lived", "--yes"]));
    expect(rotated).toMatch(/ONECLAW_AGENT_API_KEY=ocv_/);
    expect(await w.cli(["vault", "list"], { env })).toMatchObject({
      exit: EXIT.not_signed_in,
      err: expect.stringContaining("rotated"),
    });
    ok(await asOwner(["agent", "delete", "short-lived", "--yes"]));
    expect(await asOwner(["agent", "show", "short-lived"])).toMatchObject({ exit: EXIT.not_found });
  });

  it("learn of themselves whether they may, and what is in the way", async () => {
    const why = ["policy", "why", "anything/at-all", "--vault", s.vault_id];
    expect(ok(await asAgent(why))).toMatch(/✓ Allowed: you · read anything\/at-all in Production/);
    const poor = await agent(w.api, s.owner.token, { name: "no-policy" });
    await grant(w.api, s.owner.token, s.vault_id, poor.id, "one/path");
    const env = { ONECLAW_AGENT_API_KEY: poor.api_key };
    expect(ok(await w.cli(why, { env }))).toMatch(/✗ Denied[\s\S]*No policy gives it[\s\S]*read one\/path/);
  });

  it("ask to be enrolled without being signed in, and a person approves them by id or denies them by link", async () => {
    ok(await w.cli(["agent", "enroll", "nightly", "--email", s.owner.email]));
    const { enrolments } = json<{ enrolments: { id: string; name: string }[] }>(
      await asOwner(["enrolment", "list", "--json"]),
    );
    const asked = enrolments.find(({ name }) => name === "nightly");
    const approved = json(await asOwner(["enrolment", "approve", asked?.id ?? "", "--yes", "--json"]));
    expect(approved).toMatchObject({ agent: { name: "nightly" } });
    const { approval_url } = json<{ approval_url?: string }>(
      await w.cli(["agent", "enroll", "by-link", "--json"]),
    );
    expect(await asOwner(["enrolment", "deny", approval_url ?? ""])).toMatchObject({ exit: EXIT.usage });
    ok(await asOwner(["enrolment", "deny", "--yes"], { input: approval_url ?? "" }));
  });
});

describe("policies", () => {
  it("are granted as a sentence, listed, explained with the words that would allow it, and revoked", async () => {
    await agent(w.api, s.owner.token, { name: "reader" });
    const where = ["--vault", s.vault_id];
    const why = ["policy", "why", "db/user", "--agent", "reader", ...where];
    const denied = ok(await asOwner(why));
    expect(denied).toMatch(/✗ Denied: reader · read db\/user in Production/);
    expect(denied).toContain("There is no policy for reader in this vault.");
    const suggested = /^ {2}1claw (policy grant .*)$/m.exec(denied)?.[1] ?? "";
    expect(suggested).toBe("policy grant db/user --agent reader --can read --vault Production");
    expect(ok(await asOwner(suggested.split(" ")))).toContain("reader may read db/user in Production.");
    expect(ok(await asOwner(why))).toMatch(/✓ Allowed/);
    ok(
      await asOwner([
        "policy",
        "grant",
        "b/**",
        "--agent",
        "reader",
        "--can",
        "read,write",
        "--until",
        "30d",
        "--ip",
        "10.0.0.0/8",
        "--between",
        "08:00-20:00",
        "--days",
        "mon,tue",
        ...where,
      ]),
    );
    const { policies } = json<{
      policies: { id: string; secret_path_pattern: string; conditions: object }[];
    }>(await asOwner(["policy", "list", "--json", ...where]));
    const limited = policies.find(({ secret_path_pattern }) => secret_path_pattern === "b/**");
    expect(limited?.conditions).toEqual({
      ip_allowlist: ["10.0.0.0/8"],
      time_window: { after: "08:00", before: "20:00", timezone: "UTC", days: ["mon", "tue"] },
    });
    expect(ok(await asOwner(["policy", "list", "--everywhere"]))).toContain(
      "deploy-bot may read everything in Production",
    );
    ok(await asOwner(["policy", "revoke", limited?.id ?? "", "--yes", ...where]));
    expect(ok(await asOwner(["policy", "list", ...where]))).not.toContain("b/**");
  });

  it("say to whoever is denied which words an administrator types to see why", async () => {
    const narrow = await scene(w.api, { pattern: "other/**" });
    const env = { ONECLAW_AGENT_API_KEY: narrow.bot.api_key };
    const denied = await w.cli(["secret", "get", narrow.path, "--vault", narrow.vault_id], { env });
    expect(denied.exit).toBe(EXIT.not_allowed);
    const decision = /1claw (policy why [0-9a-f-]{36})/.exec(denied.err)?.[1] ?? "";
    const explained = ok(await w.cli(decision.split(" "), { env: { ONECLAW_TOKEN: narrow.owner.token } }));
    expect(explained).toMatch(/deploy-bot was denied[\s\S]*path_not_granted[\s\S]*To allow it/);
  });
});

describe("shares", () => {
  it("are made, accepted, opened, listed and taken back", async () => {
    const made = json<{ id: string; share_url: string }>(
      await asOwner([
        "share",
        "create",
        s.path,
        "--agent",
        "deploy-bot",
        "--views",
        "2",
        "--vault",
        s.vault_id,
        "--json",
      ]),
    );
    expect(await asAgent(["share", "open", made.id])).toMatchObject({
      exit: EXIT.not_allowed,
      err: expect.stringContaining("share accept"),
    });
    ok(await asAgent(["share", "accept", made.id]));
    expect(ok(await asAgent(["share", "open", made.share_url]))).toBe(s.value);
    expect(ok(await asOwner(["share", "list"]))).toContain(`${s.path}  agent`);
    ok(await asOwner(["share", "revoke", made.id, "--yes"]));
    expect(await asAgent(["share", "open", made.id])).toMatchObject({ exit: EXIT.not_found });
  });

  it("that are sealed are opened with the link from standard input alone, and with the passphrase from a file", async () => {
    writeFileSync(file("words"), "correct horse battery\n");
    const sealed = await asOwner(["share", "create", "--sealed", "--passphrase-file", "words"], {
      input: "only for you\n",
    });
    const url = ok(sealed).trim();
    expect(url).toContain("#");
    const refused = await w.cli(["share", "open", url]);
    expect(refused).toMatchObject({ exit: EXIT.usage });
    expect(refused.err).not.toContain(url.split("#")[1]);
    expect(ok(await w.cli(["share", "open", "--passphrase-file", "words"], { input: url }))).toBe(
      "only for you",
    );
    expect(await w.cli(["share", "open", "--passphrase-file", "words"], { input: url })).toMatchObject({
      exit: EXIT.not_found,
    });
  });
});

describe("the audit log", () => {
  it("is listed in sentences and as the API has it, and filtered", async () => {
    expect(ok(await asOwner(["audit", "list", "--action", "secret.read", "--limit", "3"]))).toMatch(
      /deploy-bot read api-keys\/stripe in Production/,
    );
    const { events } = json<{ events: { action: string }[] }>(
      await asOwner(["audit", "list", "--agent", "deploy-bot", "--json"]),
    );
    expect(new Set(events.map(({ action }) => action))).toContain("secret.read");
    expect(await asOwner(["audit", "list", "--action", "secret.raed"])).toMatchObject({ exit: EXIT.usage });
  });

  it("is followed as it grows", async () => {
    const tail = w.start(["audit", "tail", "--every", "1", "--lines", "1"], {
      env: { ONECLAW_TOKEN: s.owner.token },
    });
    await tail.seen(/\n/);
    await put(w.api, s.owner.token, s.vault_id, "followed/now", "x");
    await w.api.seal();
    await tail.seen(/wrote followed\/now/);
    tail.child.kill("SIGINT");
    await tail.done;
  });

  it("is verified against the server, and offline from an export; a changed line is found", async () => {
    await w.api.seal();
    expect(ok(await asOwner(["audit", "verify"]))).toContain("✓ The log is what was sealed.");
    expect(ok(await asOwner(["audit", "verify"]))).toContain("goes on from what you verified");
    ok(await asOwner(["audit", "export", "log.jsonl"]));
    const { verifier_key } = expectStatus(
      await w.api.ask<{ verifier_key: string }>("GET", "/v1/audit/checkpoint", { token: s.owner.token }),
      200,
    );
    const offline = { env: { ONECLAW_BASE_URL: "http://127.0.0.1:1" } };
    ok(await w.cli(["audit", "verify", "--file", "log.jsonl", "--key", verifier_key], offline));
    writeFileSync(file("audit.key"), `${verifier_key}\n`);
    const text = readFileSync(file("log.jsonl"), "utf8");
    writeFileSync(file("changed.jsonl"), text.replace('"secret.read"', '"secret.list"'));
    const changed = await w.cli(
      ["audit", "verify", "--file", "changed.jsonl", "--key", "audit.key"],
      offline,
    );
    expect(changed).toMatchObject({ exit: EXIT.not_verified, out: expect.stringContaining("event_changed") });
  });
});

describe(".env files", () => {
  it("are pushed and pulled without a change, and land in files for this user alone", async () => {
    const own = ["--vault", "Env"];
    ok(await asOwner(["vault", "create", "Env"]));
    const text = "A=1\nMULTI='two\nlines'\nQUOTE=\"it's \\$5\"\nSPACE='a b'\n";
    writeFileSync(file("app.env"), text);
    expect(ok(await asOwner(["env", "push", "app.env", "--prefix", "app", "--dry-run", ...own]))).toContain(
      "app/MULTI",
    );
    ok(await asOwner(["env", "push", "app.env", "--prefix", "app", ...own]));
    ok(await asOwner(["env", "pull", "back.env", "--prefix", "app", ...own]));
    expect(readFileSync(file("back.env"), "utf8")).toBe(text);
    expect(mode(file("back.env"))).toBe("600");
    expect(await asOwner(["env", "pull", "back.env", "--prefix", "app", ...own])).toMatchObject({
      exit: EXIT.conflict,
    });
    const skipped = json(
      await asOwner(["env", "push", "app.env", "--prefix", "app", "--on-conflict", "skip", "--json", ...own]),
    );
    expect(skipped).toMatchObject({ imported: 0, skipped: 4 });
    await put(
      w.api,
      s.owner.token,
      json<{ id: string }>(await asOwner(["vault", "show", "Env", "--json"])).id,
      "bundle",
      "PORT=8080\nMODE=live\n",
      { type: "env_bundle" },
    );
    expect(ok(await asOwner(["env", "pull", "-", "--env", "FROM_APP=app/A", ...own]))).toBe("FROM_APP=1\n");
    expect(ok(await asOwner(["env", "pull", "-", ...own]))).toContain("PORT=8080");
  });

  it("that are not understood are refused as a whole, with the line", async () => {
    writeFileSync(file("bad.env"), "GOOD=1\nnot a line\n");
    expect(await asOwner(["env", "push", "bad.env", "--vault", s.vault_id])).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining("line 2"),
    });
  });
});

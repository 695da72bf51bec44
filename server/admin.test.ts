import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { livePostmaster } from "#server/embedded/postmaster.ts";
import { scratchDataDir } from "#server/embedded/testdata/scratch.ts";
import { type Product, scratchFolder, startProduct } from "#server/faults/product.ts";
import { goodPassword } from "#server/testing/test-api.ts";

type Env = Record<string, string>;
type Ran = { code: number | null; out: string; err: string };

/** Runs `npm run admin -- …words` as the operator would, without npm. */
function admin(env: Env, ...words: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "admin.ts"), ...words], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ran: Ran = { code: null, out: "", err: "" };
  child.stdout.on("data", (chunk) => (ran.out += chunk));
  child.stderr.on("data", (chunk) => (ran.err += chunk));
  return new Promise((resolve) => child.once("close", (code) => resolve({ ...ran, code })));
}

async function signUp(product: Product, fields: Record<string, unknown> = {}) {
  const body = { email: "kim@example.com", password: goodPassword(), ...fields };
  const { status } = await product.ask("POST", "/v1/auth/signup", { body });
  const { body: tokens } = await product.ask<{ access_token: string }>("POST", "/v1/auth/token", { body });
  return { ...body, status, token: tokens.access_token };
}

/** A server with one person, a vault and a secret in it. */
async function setUp() {
  const env = { ONECLAW_DATA_DIR: scratchDataDir() };
  const product = await startProduct(env);
  const { token, email } = await signUp(product);
  const { body } = await product.ask<{ id: string }>("POST", "/v1/vaults", { token, body: { name: "V" } });
  const url = `/v1/vaults/${body.id}/secrets/a/b`;
  await product.ask("PUT", url, { token, body: { value: "kept value" } });
  return { env, product, token, email, vault_id: body.id, url };
}

describe("the operator's commands", { timeout: 60_000 }, () => {
  it("rotate a vault's key beside the running server, which goes on reading", async () => {
    const { env, product, token, vault_id, url } = await setUp();
    const rotated = await admin(env, "rotate-kek", vault_id);
    expect(rotated.out).toBe("Rotated from key version 1 to 2; 1 secret versions rewrapped.\n");
    expect(rotated.code).toBe(0);
    expect((await product.ask("GET", url, { token })).body.value).toBe("kept value");
    await product.ask("PUT", url, { token, body: { value: "newer" } });
    expect((await product.ask("GET", url, { token })).body.value).toBe("newer");
  });

  it("export a log that is checked with nothing but the key; a changed or cut file is refused", async () => {
    const { env, product, email } = await setUp();
    const folder = scratchFolder();
    const file = join(folder, "log.jsonl");
    const outside = join(folder, "checkpoint");
    expect(await admin(env, "audit", "export", email, "--out", file)).toMatchObject({ code: 0, out: "" });
    writeFileSync(outside, (await admin(env, "audit", "checkpoint", email)).out);
    const key = (await admin(env, "audit", "key")).out.trim();
    await product.stop();

    const nowhere = { ONECLAW_DATA_DIR: "/nonexistent", KMS_PROVIDER: "wrong" };
    const verify = (name: string) =>
      admin(nowhere, "audit", "verify", name, "--key", key, "--checkpoint", outside);
    const untouched = await verify(file);
    expect(untouched).toMatchObject({
      code: 0,
      out: expect.stringContaining("OK: the log is what was sealed"),
    });
    expect(untouched.out).toContain("Checkpoint kept outside: holds");

    const text = readFileSync(file, "utf8");
    const changed = join(folder, "changed.jsonl");
    writeFileSync(changed, text.replace('"action":"vault.create"', '"action":"vault.delete"'));
    expect(await verify(changed)).toMatchObject({ code: 1, out: expect.stringContaining("- event_changed") });
    const cut = join(folder, "cut.jsonl");
    writeFileSync(cut, text.split("\n").slice(0, 2).join("\n"));
    expect(await verify(cut)).toMatchObject({ code: 1, out: expect.stringContaining("- log_truncated") });
    expect(await verify(join(folder, "missing"))).toMatchObject({
      code: 1,
      err: expect.stringContaining("cannot be read (ENOENT)"),
    });
  });

  it("invite one person to a server that is closed to others", async () => {
    const env = { ONECLAW_DATA_DIR: scratchDataDir(), SIGNUP: "invite" };
    const product = await startProduct(env);
    expect((await signUp(product)).status).toBe(200);
    const invite_token = (await admin(env, "invite", "Lee@example.com")).out.trim();
    expect((await signUp(product, { email: "mallory@example.com", invite_token })).status).toBe(403);
    expect((await signUp(product, { email: "lee@example.com" })).status).toBe(403);
    expect((await signUp(product, { email: "lee@example.com", invite_token })).token).toBeTypeOf("string");
    expect((await signUp(product, { email: "lee@example.com", invite_token })).status).toBe(403);
    const listed = await admin(env, "users");
    expect(listed.out).toMatch(/kim@example.com +owner +yes/);
    expect(listed.out).toMatch(/lee@example.com +owner +[0-9a-f-]{36}/);
  });

  it("let an organization back in that locked itself out", async () => {
    const { env, product, token, email } = await setUp();
    const body = { rule_type: "deny", cidr: "0.0.0.0/0", confirm_lockout: true };
    expect((await product.ask("POST", "/v1/security/ip-rules", { token, body })).status).toBe(201);
    expect((await product.ask("GET", "/v1/auth/me", { token })).status).toBe(403);
    expect(await admin(env, "unlock", email)).toMatchObject({
      code: 0,
      out: expect.stringContaining("Removed 1 IP rule;"),
    });
    expect((await product.ask("GET", "/v1/auth/me", { token })).status).toBe(200);
  });

  it("leave the server's database running, and stop one that was started for them", async () => {
    const { env, product } = await setUp();
    const cluster = join(env.ONECLAW_DATA_DIR, "postgres");
    const running = livePostmaster(cluster)?.pid;
    expect((await admin(env, "status")).out).toMatch(/Health +healthy/);
    expect(livePostmaster(cluster)?.pid).toBe(running);
    await product.stop();
    expect(livePostmaster(cluster)).toBeNull();
    // Two at once share one database, and the last of them ends it.
    const both = await Promise.all([admin(env, "status"), admin(env, "users")]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(livePostmaster(cluster)).toBeNull();
  });

  it("bring the schema up to date and lead to the database, without the keys", async () => {
    const { env, product } = await setUp();
    await product.stop();
    const keyless = { ...env, KEYSTORE_FILE: "/nonexistent/keystore.json" };
    expect(await admin(keyless, "migrate")).toMatchObject({
      code: 0,
      out: "The database has the newest schema.\n",
    });
    const tools = scratchFolder();
    writeFileSync(join(tools, "psql"), '#!/bin/sh\necho "$PGUSER@$PGHOST/$PGDATABASE"; exit 3\n', {
      mode: 0o755,
    });
    const asked = await admin({ ...keyless, PATH: `${tools}:${process.env.PATH}` }, "connect");
    expect(asked).toMatchObject({ code: 3, out: expect.stringMatching(/^oneclaw@\/.*\/oneclaw\n$/) });
  });

  it("never make a second deployment where the folder is mistyped", async () => {
    const folder = dirname(scratchDataDir());
    const ran = await admin({ ONECLAW_DATA_DIR: join(folder, "typo") }, "status");
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining("There is no data in") });
    expect(existsSync(join(folder, "typo"))).toBe(false);
  });

  it.each([
    ["no command", [], {}, 2, "Usage"],
    ["an unknown command", ["rotate"], {}, 2, 'There is no command "rotate"'],
    ["a missing word", ["rotate-kek"], {}, 2, "<vault_id> is missing"],
    ["a word too many", ["users", "all"], {}, 2, '"all" is one word too many'],
    ["an unknown option", ["audit", "key", "--json"], {}, 2, "--json"],
    ["a wrong setting", ["status"], { PORT: "eighty" }, 78, "PORT is wrong"],
    [
      "a key that is none",
      ["audit", "verify", import.meta.filename, "--key", "x"],
      {},
      1,
      "--key cannot be used",
    ],
    ["help", ["help"], {}, 0, "audit verify <file>"],
  ] as [string, string[], Env, number, string][])(
    "answer %s kindly",
    async (_name, words, env, code, text) => {
      const ran = await admin(env, ...words);
      expect(ran.code).toBe(code);
      expect(ran.out + ran.err).toContain(text);
      expect(ran.err).not.toContain("    at ");
    },
  );
});

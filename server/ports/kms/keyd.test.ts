import { spawn } from "node:child_process";
import { createPublicKey, randomBytes, randomUUID, verify } from "node:crypto";
import { once } from "node:events";
import * as fs from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type KeydOptions, KeydStartError, type RunningKeyd, startKeyd } from "./keyd-process.ts";
import type { KekRef, Kms } from "./kms.ts";

let base: string;
let options: KeydOptions & { keystore_file: string; socket_path: string };
let events: string[];
let running: RunningKeyd[];
const passphrase = "canary-passphrase-7c1f";
const aad = Buffer.from("context");
const unavailable = expect.objectContaining({ name: "KmsError", code: "kms_unavailable" });

beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), "keyd-test-"));
  events = [];
  running = [];
  options = {
    provider: "local",
    deployment_id: randomUUID(),
    keystore_file: join(base, "keys", "keystore.json"),
    socket_path: join(base, "run", "keyd.sock"),
    passphrase: null,
    may_create_root: true,
    onEvent: ({ kind }) => events.push(kind),
  };
});
afterEach(async () => {
  await Promise.all(running.map((keyd) => keyd.stop()));
  fs.rmSync(base, { recursive: true, force: true });
});

async function start(change: Partial<KeydOptions> = {}): Promise<RunningKeyd> {
  const keyd = await startKeyd({ ...options, ...change });
  running.push(keyd);
  return keyd;
}

async function newKek(kms: Kms, version = 1): Promise<KekRef> {
  const id = { org_id: randomUUID(), vault_id: randomUUID(), kek_id: randomUUID(), version };
  return { ...id, material: await kms.createKek(id) };
}

const pidOf = (keyd: RunningKeyd): number => keyd.pid() ?? Number.NaN;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const within = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 20 });

describe("keyd", () => {
  it("serves the whole KMS over its socket, and says so in the errors of the port", async () => {
    const { client, keystore, root_material } = await start({ passphrase });
    expect(keystore).toEqual({ protection: "passphrase", created: true });
    expect(root_material).toBeNull();
    const [from, to] = [await newKek(client), await newKek(client)];
    const dek = randomBytes(32);
    const wrapped = await client.wrap(from, dek, aad);
    expect(await client.unwrap(from, wrapped, aad)).toEqual(dek);
    const rewrapped = await client.rewrap(from, to, wrapped, aad, Buffer.from("new"));
    expect(await client.unwrap(to, rewrapped, Buffer.from("new"))).toEqual(dek);
    await expect(client.unwrap(to, wrapped, aad)).rejects.toMatchObject({
      name: "KmsError",
      code: "kms_integrity",
    });
    await client.destroyKek(to);
    const signing = await client.createSigningKey("ключ");
    const x = Buffer.from(signing.public_key).toString("base64url");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    const signature = await client.sign({ kid: "ключ", material: signing.material }, aad);
    expect(verify(null, aad, key, signature)).toBe(true);
    expect(await client.mac("apikey", aad)).toHaveLength(32);
    expect(await client.mac("apikey", aad)).not.toEqual(await client.mac("recovery", aad));
    await expect(client.mac("kek-wrap" as "apikey", aad)).rejects.toThrow(RangeError);
    await expect(client.wrap(from, Buffer.alloc(31), aad)).rejects.toThrow(RangeError);
    expect(await client.health()).toEqual({ status: "ok", protection_level: "software" });
  });

  it("answers thousands of calls at once, each to its caller", async () => {
    const { client } = await start();
    const kek = await newKek(client);
    const deks = Array.from({ length: 3000 }, () => randomBytes(32));
    const wrapped = await Promise.all(deks.map((dek, i) => client.wrap(kek, dek, Buffer.from(`row ${i}`))));
    const back = await Promise.all(
      wrapped.map((bytes, i) => client.unwrap(kek, bytes, Buffer.from(`row ${i}`))),
    );
    expect(back.every((dek, i) => deks[i]?.equals(dek))).toBe(true);
  });

  it("opens tomorrow what it wrapped today", async () => {
    const first = await start({ passphrase });
    const kek = await newKek(first.client);
    const wrapped = await first.client.wrap(kek, Buffer.alloc(32, 7), aad);
    await first.stop();
    const second = await start({ passphrase, may_create_root: false });
    expect(second.keystore).toEqual({ protection: "passphrase", created: false });
    expect(await second.client.unwrap(kek, wrapped, aad)).toEqual(Buffer.alloc(32, 7));
  });

  it("lets nobody but its own user reach the socket", async () => {
    await start();
    expect(fs.statSync(options.socket_path).mode & 0o777).toBe(0o600);
    expect(fs.statSync(dirname(options.socket_path)).mode & 0o777).toBe(0o700);
  });

  it("stays up whatever is written to its socket", async () => {
    const keyd = await start();
    const pid = keyd.pid();
    const lines = [
      "garbage",
      "null",
      "[]",
      "7",
      "{}",
      '{"id":1}',
      '{"id":"1","op":"health","args":[]}',
      '{"id":1,"op":"health","args":{}}',
      `{"id":1,"op":"unwrap","args":${"[".repeat(5000)}`,
      "\0\xff".repeat(100),
      "x".repeat(3_000_000),
    ].map((line) => `${line}\n`);
    for (const line of [...lines, "a line without an end".repeat(100_000)]) {
      const socket = connect(options.socket_path);
      socket.on("error", () => {});
      socket.resume();
      socket.write(line);
      await new Promise((resolve) => socket.once("close", resolve));
    }
    expect(keyd.pid()).toBe(pid);
    expect((await keyd.client.health()).status).toBe("ok");
  });

  it("answers operations and arguments that do not exist with a refusal, on the same connection", async () => {
    await start();
    const requests: [string, unknown[]][] = [
      ["nothing", []],
      ["__proto__", []],
      ["constructor", []],
      ["toString", []],
      ["close", []],
      ["unwrap", []],
      ["unwrap", [null, null, null]],
      ["unwrap", [["a", "b", "c", 1, "AAAA"], "AAAA", "AAAA"]],
      ["unwrap", [["a", "b", "c", "1", 7], 7, 7]],
      ["createKek", [[randomUUID(), randomUUID(), "x", 1]]],
      ["sign", ["kid", "", ""]],
      ["mac", ["signing-wrap", ""]],
      ["health", []],
    ];
    const socket = connect(options.socket_path);
    requests.forEach(([op, args], id) => void socket.write(`${JSON.stringify({ id, op, args })}\n`));
    const answers: Record<string, unknown>[] = [];
    for await (const line of createInterface({ input: socket })) {
      answers.push(JSON.parse(line) as Record<string, unknown>);
      if (answers.length === requests.length) break;
    }
    socket.destroy();
    const refused = answers.filter((answer) => "error" in answer);
    expect(refused).toHaveLength(requests.length - 1);
    expect(answers.find((answer) => answer.id === requests.length - 1)).toMatchObject({
      ok: { status: "ok" },
    });
  });
});

describe("the life of keyd", () => {
  it("after kill -9: calls under way fail as unavailable, and the next ones find a new process with the same keys", async () => {
    const keyd = await start();
    const kek = await newKek(keyd.client);
    const wrapped = await keyd.client.wrap(kek, Buffer.alloc(32, 7), aad);
    const pid = pidOf(keyd);
    process.kill(pid, "SIGSTOP");
    const underWay = Array.from({ length: 50 }, () => keyd.client.unwrap(kek, wrapped, aad));
    process.kill(pid, "SIGKILL");
    const results = await Promise.allSettled(underWay);
    for (const result of results) expect(result).toMatchObject({ status: "rejected", reason: unavailable });
    await within(async () =>
      expect(await keyd.client.unwrap(kek, wrapped, aad)).toEqual(Buffer.alloc(32, 7)),
    );
    expect(keyd.pid()).not.toBe(pid);
    expect(events.slice(0, 2)).toEqual(["exited", "restarted"]);
  });

  it("a keyd that hangs is killed and replaced", async () => {
    const keyd = await start({ call_timeout_ms: 300 });
    const pid = pidOf(keyd);
    expect((await keyd.client.health()).status).toBe("ok");
    process.kill(pid, "SIGSTOP");
    await expect(keyd.client.mac("apikey", aad)).rejects.toEqual(unavailable);
    await within(async () => expect((await keyd.client.health()).status).toBe("ok"));
    expect(keyd.pid()).not.toBe(pid);
    expect(isAlive(pid)).toBe(false);
  });

  it("a restart never makes a second root, and works again when the file is back", async () => {
    const keyd = await start();
    const before = await keyd.client.mac("root-check", aad);
    const aside = join(base, "aside.json");
    fs.renameSync(options.keystore_file, aside);
    process.kill(pidOf(keyd), "SIGKILL");
    await within(() => expect(events).toContain("restart_failed"));
    expect(fs.existsSync(options.keystore_file)).toBe(false);
    expect((await keyd.client.health()).status).toBe("unavailable");
    await expect(keyd.client.mac("root-check", aad)).rejects.toEqual(unavailable);
    fs.renameSync(aside, options.keystore_file);
    await within(async () => expect(await keyd.client.mac("root-check", aad)).toEqual(before));
  });

  it("stop ends the process, its socket and every later call", async () => {
    const keyd = await start();
    const pid = pidOf(keyd);
    await keyd.stop();
    expect(isAlive(pid)).toBe(false);
    expect(fs.existsSync(options.socket_path)).toBe(false);
    expect(events).toEqual([]);
    await expect(keyd.client.mac("apikey", aad)).rejects.toEqual(unavailable);
  });

  it("SIGTERM ends keyd, Ctrl-C and the inspector's signal do not touch it", async () => {
    const keyd = await start();
    const pid = pidOf(keyd);
    process.kill(pid, "SIGINT");
    process.kill(pid, "SIGUSR1");
    expect((await keyd.client.health()).status).toBe("ok");
    await expect(fetch("http://127.0.0.1:9229/json/list")).rejects.toThrow();
    expect(keyd.pid()).toBe(pid);
    process.kill(pid, "SIGTERM");
    await within(() => expect(isAlive(pid)).toBe(false));
  });

  it("keyd ends when its server is killed with -9", async () => {
    const script = `
      const { startKeyd } = await import(${JSON.stringify(new URL("./keyd-process.ts", import.meta.url).href)});
      const keyd = await startKeyd(${JSON.stringify(options)});
      console.log(keyd.pid());`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: parent.stdout }), "line")) as [string];
    const pid = Number(line);
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await within(() => expect(isAlive(pid)).toBe(false));
    expect(fs.existsSync(options.socket_path)).toBe(false);
  });

  it.skipIf(process.platform !== "linux")(
    "no secret is in its arguments or environment, and it dumps no core",
    async () => {
      vi.stubEnv("ONECLAW_CANARY", passphrase);
      const pid = pidOf(await start({ passphrase }));
      vi.unstubAllEnvs();
      const cmdline = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
      expect(cmdline).toContain("--disable-sigusr1");
      expect(cmdline).not.toContain(passphrase);
      expect(fs.readFileSync(`/proc/${pid}/environ`, "utf8")).not.toContain(passphrase);
      expect(fs.readFileSync(`/proc/${pid}/limits`, "utf8")).toMatch(/Max core file size\s+0\s+0\s/);
    },
  );
});

describe("keyd does not start", () => {
  async function refusedWith(change: Partial<KeydOptions>, sentence: string): Promise<void> {
    const starting = start(change);
    await expect(starting).rejects.toBeInstanceOf(KeydStartError);
    await expect(starting).rejects.toThrow(sentence);
    await expect(starting).rejects.not.toThrow(passphrase);
  }

  it("without its keystore beside existing data, with a wrong passphrase, or with a file others can read", async () => {
    await refusedWith({ may_create_root: false }, "is missing, and this database already holds data");
    expect(fs.existsSync(options.keystore_file)).toBe(false);
    await (await start({ passphrase })).stop();
    await refusedWith({ passphrase: "another" }, "The passphrase does not open the keystore file");
    await refusedWith({ passphrase: null }, "protected by a passphrase, and none was given");
    fs.chmodSync(options.keystore_file, 0o644);
    await refusedWith({ passphrase }, "run chmod 600");
  });

  it("when its socket would be reachable by others, or has too long a name", async () => {
    fs.mkdirSync(join(base, "open"));
    fs.chmodSync(join(base, "open"), 0o755);
    await refusedWith({ socket_path: join(base, "open", "keyd.sock") }, "must be ours alone");
    await refusedWith({ socket_path: join(base, "x".repeat(108)) }, "longer than 107 bytes");
  });

  it("with a deployment id that is none", async () => {
    await refusedWith({ deployment_id: "x" }, "The key process could not start");
  });
});

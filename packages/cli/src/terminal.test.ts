import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import pty from "@lydell/node-pty";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { put, scene, vault } from "../../../server/testing/test-api.ts";
import { EXIT } from "./exit-codes.ts";
import { environment, type RunOptions, type World, world } from "./testdata/cli.ts";

const CTRL_C = "\u0003";
const BACKSPACE = "\u007f";

let w: World;
let s: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  w = await world();
  s = await scene(w.api, { value: "CANARY-terminal-value" });
  await put(w.api, s.owner.token, s.vault_id, "db/user", "admin");
  mkdirSync(path.join(w.folder, "bin"));
  symlinkSync(w.main, path.join(w.folder, "bin/1claw"));
});
afterAll(() => w.close());

const asAgent = (words: string[], options: RunOptions = {}) =>
  w.cli(words, { ...options, env: { ONECLAW_AGENT_API_KEY: s.bot.api_key, ...options.env } });

/** A program at a terminal. */
function terminal(program: string, words: string[], more: Record<string, string> = {}, cols = 100) {
  const env = {
    ...environment(w.url, w.folder),
    ONECLAW_TOKEN: s.owner.token,
    ONECLAW_VAULT_ID: s.vault_id,
    ...more,
  };
  const at = pty.spawn(program, words, { name: "xterm-256color", cols, rows: 30, cwd: w.folder, env });
  let shown = "";
  const waiting = new Set<() => void>();
  at.onData((part) => {
    shown += part;
    for (const look of waiting) look();
  });
  const done = new Promise<{ exit: number; shown: string }>((resolve) => {
    at.onExit(({ exitCode }) => setImmediate(() => resolve({ exit: exitCode, shown })));
  });
  const seen = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!pattern.test(shown)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void done.then(() => reject(new Error(`it ended without ${pattern}: ${shown}`)));
    });
  return { done, seen, type: (text: string) => at.write(text), end: () => at.kill() };
}

const typed = (words: string[], more: Record<string, string> = {}, cols = 100) =>
  terminal(process.execPath, [w.main, ...words], more, cols);

describe("at a terminal", () => {
  it("a value is typed without being shown, and corrected", async () => {
    const set = typed(["secret", "set", "typed/value"]);
    await set.seen(/Value of typed\/value \(not shown\): /);
    set.type(`hunter3${BACKSPACE}2\r`);
    const { exit, shown } = await set.done;
    expect(exit).toBe(EXIT.done);
    expect(shown).toContain("version 1 (7 characters)");
    expect(shown).not.toContain("hunter");
    expect((await asAgent(["secret", "get", "typed/value"])).out).toBe("hunter2");
  });

  it("Ctrl-C at a question ends it, and nothing is done", async () => {
    const set = typed(["secret", "set", "typed/never"]);
    await set.seen(/not shown/);
    set.type(`half a va${CTRL_C}`);
    expect((await set.done).exit).toBe(EXIT.interrupted);
    expect(await asAgent(["secret", "get", "typed/never"])).toMatchObject({ exit: EXIT.not_found });
  });

  it("a vault is deleted only when its name was typed", async () => {
    await vault(w.api, s.owner.token, "Old things");
    const wrong = typed(["vault", "delete", "Old things"]);
    await wrong.seen(/with all its secrets[\s\S]*Type Old things to go on: /);
    wrong.type("yes\r");
    expect((await wrong.done).exit).toBe(EXIT.failed);
    const right = typed(["vault", "delete", "Old things"]);
    await right.seen(/to go on: /);
    right.type("Old things\r");
    expect(await right.done).toMatchObject({
      exit: EXIT.done,
      shown: expect.stringContaining("Deleted the vault"),
    });
  });

  it("tables are as wide as it is, with colours unless NO_COLOR says otherwise", async () => {
    const { shown } = await typed(["vault", "list"], {}, 60).done;
    expect(shown).toContain("\u001b[2m");
    const plain = (await typed(["vault", "list"], { NO_COLOR: "1" }, 60).done).shown;
    expect(plain).not.toContain("\u001b[");
    const lines = plain.trim().split(/\r?\n/);
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(plain).toContain(s.vault_id);
  });

  it("a value that would move the cursor is shown escaped; a pipe gets it as it is", async () => {
    const value = "a\u001b]0;owned\u0007b";
    await put(w.api, s.owner.token, s.vault_id, "odd/value", value);
    const { shown } = await typed(["secret", "get", "odd/value"]).done;
    expect(shown).toContain("a\\e]0;owned\\u{7}b");
    expect((await asAgent(["secret", "get", "odd/value"])).out).toBe(value);
  });
});

describe("login at a terminal", () => {
  it("opens the browser at the address with the code, where there is one", async () => {
    const opened = path.join(w.folder, "opened");
    writeFileSync(
      path.join(w.folder, "bin/xdg-open"),
      `#!/bin/sh\nprintf %s "$*" > '${opened}.part' && mv '${opened}.part' '${opened}'\n`,
      {
        mode: 0o755,
      },
    );
    const more = { DISPLAY: ":99", PATH: `${path.join(w.folder, "bin")}:${process.env.PATH}` };
    const login = typed(["login", "--store", "file", "--profile", "browser"], more);
    await login.seen(/Your browser opens it now/);
    await expect.poll(() => existsSync(opened), { timeout: 10_000 }).toBe(true);
    expect(readFileSync(opened, "utf8")).toMatch(
      new RegExp(`^${w.url}/cli/verify\\?code=[2-9A-Z]{4}-[2-9A-Z]{4}$`),
    );
    login.type(CTRL_C);
    await login.done;
  });
});

describe("run", () => {
  it("puts the values into the environment of the command, and nowhere else", async () => {
    const script =
      'printf "%s %s " "$STRIPE" "$DB_USER"; printenv ONECLAW_AGENT_API_KEY || printf none; echo ready >&2; cat >/dev/null; exec sleep 30';
    const words = ["run", "--env", `STRIPE=${s.path}`, "--env", "DB_USER=db/user", "--", "sh", "-c", script];
    const running = w.start(words, { env: { ONECLAW_AGENT_API_KEY: s.bot.api_key } });
    await running.seen(/ready/);
    const { pid } = running.child;
    for (const of of ["cmdline", "environ"])
      expect(readFileSync(`/proc/${pid}/${of}`, "utf8")).not.toContain(s.value);
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
    expect(readFileSync(`/proc/${child}/cmdline`, "utf8")).not.toContain(s.value);
    expect(readFileSync(`/proc/${child}/environ`, "utf8")).toContain(`STRIPE=${s.value}`);
    running.child.kill("SIGTERM");
    expect(await running.done).toMatchObject({ out: `${s.value} admin none`, signal: "SIGTERM" });
    expect(existsSync(`/proc/${child}`)).toBe(false);
  });

  it("takes everything below a prefix, under names without it", async () => {
    const ran = await asAgent(["run", "--prefix", "db", "--", "sh", "-c", 'echo "$USER_NAME $USER"'], {
      env: { USER_NAME: "mine" },
    });
    expect(ran).toMatchObject({ exit: EXIT.done, out: "mine admin\n" });
  });

  it("ends with the command's exit code, and passes standard input on", async () => {
    const one = ["run", "--env", "X=db/user", "--"];
    expect(await asAgent([...one, "sh", "-c", "exit 42"])).toMatchObject({ exit: 42 });
    expect(await asAgent([...one, "cat"], { input: "through" })).toMatchObject({ exit: 0, out: "through" });
    expect(await asAgent([...one, "sh", "-c", "kill -KILL $$"])).toMatchObject({ signal: "SIGKILL" });
    expect(await asAgent([...one, "no-such-program"])).toMatchObject({ exit: EXIT.command_not_found });
    expect(await asAgent([...one, "/etc/passwd"])).toMatchObject({ exit: EXIT.cannot_execute });
  });

  it("asks for -- where it is needed to tell whose flags are meant", async () => {
    const unclear = await asAgent(["run", "npm", "run", "dev", "--watch"]);
    expect(unclear).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining("1claw run -- npm run dev --watch"),
    });
    const mistyped = await asAgent(["run", "--redcat", "--", "true"]);
    expect(mistyped).toMatchObject({ exit: EXIT.usage, err: expect.stringContaining("--redcat") });
  });

  it("hands a signal to the command, which decides what becomes of it", async () => {
    const script = 'trap "echo caught; exit 3" TERM; echo ready; while :; do sleep 0.05; done';
    const running = w.start(["run", "--env", "X=db/user", "--", "sh", "-c", script], {
      env: { ONECLAW_AGENT_API_KEY: s.bot.api_key },
    });
    await running.seen(/ready/);
    running.child.kill("SIGTERM");
    expect(await running.done).toMatchObject({ exit: 3, out: "ready\ncaught\n" });
  });

  it("lets Ctrl-C reach the command once, as if it ran by itself", async () => {
    const script = 'trap "echo caught; exit 7" INT; echo ready; while :; do sleep 0.05; done';
    const running = typed(["run", "--env", "X=db/user", "--", "sh", "-c", script]);
    await running.seen(/ready/);
    running.type(CTRL_C);
    const { exit, shown } = await running.done;
    expect(exit).toBe(7);
    expect(shown.match(/caught/g)).toHaveLength(1);
  });

  it("does not let a secret choose which programs run, nor spend a counted read unasked", async () => {
    await put(w.api, s.owner.token, s.vault_id, "tools/path", "/tmp/evil");
    const refused = await asAgent(["run", "--prefix", "tools", "--", "true"]);
    expect(refused).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining("decides what programs run"),
    });
    await put(w.api, s.owner.token, s.vault_id, "counted/once", "spent", { max_access_count: 1 });
    await put(w.api, s.owner.token, s.vault_id, "counted/free", "kept");
    const script = 'echo "$FREE"; test -z "$ONCE"';
    const ran = await asAgent(["run", "--prefix", "counted", "--", "sh", "-c", script]);
    expect(ran).toMatchObject({
      exit: EXIT.done,
      out: "kept\n",
      err: expect.stringContaining("Left out counted/once"),
    });
  });
});

describe("run --redact", () => {
  const value = "sk_live_Zx81-qPl0w/Tr+92";
  const redacted = (script: string, options: RunOptions = {}) =>
    asAgent(
      [
        "run",
        "--redact",
        "--env",
        "KEY=redact/key",
        "--env",
        "PEM=redact/pem",
        "--",
        process.execPath,
        "-e",
        script,
      ],
      options,
    );
  beforeAll(async () => {
    await put(w.api, s.owner.token, s.vault_id, "redact/key", value);
    await put(w.api, s.owner.token, s.vault_id, "redact/pem", "first line of it\nsecond line of it\nthird");
  });

  it("lets no value out, on either stream, in any encoding, whole or in pieces", async () => {
    const script = `
      const { KEY, PEM } = process.env;
      const bytes = Buffer.from(KEY);
      const forms = [KEY, KEY.toUpperCase(), bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex"),
        Buffer.from("user:" + KEY).toString("base64"), encodeURIComponent(KEY), JSON.stringify(PEM), [...KEY].join(" ")];
      for (const form of forms) console.log("before", form, "after");
      process.stderr.write(KEY + "\\n");
      (async () => {
        for (const part of KEY.match(/.{1,5}/g)) {
          process.stdout.write(part);
          await new Promise((resolve) => setTimeout(resolve, 80));
        }
        console.log(" ¿done? ✓");
      })();`;
    const { exit, out, err } = await redacted(script);
    expect({ exit, err }).toEqual({ exit: 0, err: "[REDACTED:KEY]\n" });
    const lines = out.trim().split("\n");
    expect(lines).toHaveLength(10);
    for (const line of lines.slice(0, 9)) expect(line).toMatch(/^before .*\[REDACTED:(KEY|PEM)\].* after$/);
    expect(lines[9]).toBe("[REDACTED:KEY] ¿done? ✓");
    for (const part of ["sk_live", "Zx81", "qPl0w", Buffer.from(value).toString("base64").slice(0, 12)])
      expect(out).not.toContain(part);
  });

  it("shows a question at once, leaves other text as it is, and keeps the exit code", async () => {
    const words = [
      "run",
      "--redact",
      "--env",
      "KEY=redact/key",
      "--",
      "sh",
      "-c",
      'printf "Name? "; exec sleep 30',
    ];
    const asking = w.start(words, { env: { ONECLAW_AGENT_API_KEY: s.bot.api_key } });
    await asking.seen(/Name\? /);
    asking.child.kill("SIGTERM");
    await asking.done;
    const script = `process.stdout.write("grün ✓ ".repeat(20_000)); process.exitCode = 5`;
    expect(await redacted(script)).toMatchObject({ exit: 5, out: "grün ✓ ".repeat(20_000) });
  });

  it("says which values it cannot look for", async () => {
    const ran = await asAgent(["run", "--redact", "--env", "U=db/user", "--", "true"]);
    expect(ran).toMatchObject({ exit: EXIT.done, err: expect.stringMatching(/^Not redacted.*: U\.$/m) });
  });
});

describe("completion", () => {
  const bash = (line: string) => {
    const words = line.split(" ");
    const list = words.map((word) => `'${word}'`).join(" ");
    const script = `source <(1claw completion bash); COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _1claw 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return inShell("bash", ["--norc", "-c", script]);
  };

  async function inShell(shell: string, words: string[]): Promise<string[]> {
    const bin = path.join(w.folder, "bin");
    const env = {
      ...environment(w.url, w.folder),
      PATH: `${bin}:${process.env.PATH}`,
      ONECLAW_TOKEN: s.owner.token,
    };
    const { stdout } = await promisify(execFile)(shell, words, { env, cwd: w.folder });
    return stdout.trim().split("\n");
  }

  it("in bash knows commands, flags, choices, vaults and the paths of secrets", async () => {
    expect(await bash("1claw se")).toEqual(["secret"]);
    expect(await bash("1claw secret r")).toEqual(["rm", "rollback", "rotate"]);
    expect(await bash("1claw secret get --out --f")).toEqual([""]);
    expect(await bash("1claw secret get --fo")).toEqual(["--force"]);
    expect(await bash("1claw secret set x --type pas")).toEqual(["password"]);
    expect(await bash("1claw --vault Prod")).toEqual(["Production"]);
    expect(await bash("1claw --vault Production secret get api")).toEqual([s.path]);
    expect(await bash("1claw policy grant x --agent dep")).toEqual(["deploy-bot"]);
    expect(await bash("1claw completion z")).toEqual(["zsh"]);
  });

  it("in bash completes at a real prompt", async () => {
    const bin = path.join(w.folder, "bin");
    const shell = terminal("bash", ["--norc", "--noprofile", "-i"], {
      PATH: `${bin}:${process.env.PATH}`,
      PS1: "ready> ",
    });
    await shell.seen(/ready> /);
    shell.type("source <(1claw completion bash); echo sourced\r");
    await shell.seen(/\rsourced/);
    shell.type("1claw secret get api-k\t");
    await shell.seen(/get api-keys\/stripe/);
    shell.end();
    await shell.done;
  });

  it("in every other shell that is installed is understood by it", async () => {
    for (const shell of ["zsh", "fish"]) {
      const installed = (process.env.PATH ?? "")
        .split(":")
        .some((folder) => existsSync(path.join(folder, shell)));
      if (!installed) continue;
      const check =
        shell === "zsh"
          ? 'autoload -U compinit && compinit -u; eval "$(1claw completion zsh)"; echo good'
          : "1claw completion fish | source; complete -C '1claw se' | grep -q secret; and echo good";
      expect(await inShell(shell, ["-c", check])).toEqual(["good"]);
    }
  });

  it("says nothing where nobody is signed in or no server answers", async () => {
    const env = { ONECLAW_BASE_URL: "http://127.0.0.1:1", ONECLAW_TOKEN: s.owner.token };
    expect(await w.cli(["__complete", "--", "secret", "get", ""], { env })).toMatchObject({
      exit: EXIT.done,
      out: "",
      err: "",
    });
  });
});

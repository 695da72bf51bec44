// Owns the life of keyd as seen by the server: start, restart with back-off, stop.
// Must never pass a secret by argument or environment, and must never let a restart make a new root.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createKeydClient } from "./keyd-client.ts";
import {
  decodeBytes,
  encodeBytes,
  type KeydConfig,
  type KeydGreeting,
  type KeydProvider,
} from "./keyd-protocol.ts";
import type { Kms } from "./kms.ts";

export type KeydOptions = {
  provider: KeydProvider;
  deployment_id: string;
  keystore_file?: string;
  passphrase?: string | null;
  may_create_root: boolean;
  /** PKCS#11: what an earlier start returned, or null before the first one. */
  root_material?: Uint8Array | null;
  /** PKCS#11: the other settings of `openPkcs11Kms`; deployment id and root are added. */
  pkcs11?: Record<string, unknown>;
  /** PKCS#11: variables the module needs (for example where its settings lie); nothing else is inherited. */
  env?: Readonly<Record<string, string>>;
  /** Default: a fresh folder of our own in the temporary directory. */
  socket_path?: string;
  /** A keyd that answers nothing for this long is killed and started again; default 10 s. */
  call_timeout_ms?: number;
  /** Told when keyd died and when it is back; `message` holds no secret. */
  onEvent?: (event: { kind: "exited" | "restarted" | "restart_failed"; message: string }) => void;
};

export type RunningKeyd = {
  client: Kms;
  /** PKCS#11: what is to be stored with the deployment. */
  root_material: Uint8Array | null;
  keystore: { protection: "passphrase" | "file"; created: boolean } | null;
  /** The process id of the keyd that answers now, or null between two. */
  pid(): number | null;
  /** Ends keyd for good; resolves when the process is gone. */
  stop(): Promise<void>;
};

/** keyd did not start; the message is one sentence for the operator. */
export class KeydStartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "KeydStartError";
  }
}

type Ready = Extract<KeydGreeting, { ready: true }>;
type Started = { child: ChildProcess; greeting: Ready };

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 2_000;
const BACKOFF_MAX_MS = 5_000;
const STABLE_MS = 10_000;
const INHERITED = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SOFTHSM2_CONF"];
const NODE_FLAGS = ["--disable-sigusr1", "--no-warnings"];

/**
 * Starts keyd and keeps it running. While it is down, calls of `client` fail with `kms_unavailable`.
 * @throws KeydStartError when the first start fails
 */
export async function startKeyd(options: KeydOptions): Promise<RunningKeyd> {
  const config: KeydConfig = {
    provider: options.provider,
    socket_path: options.socket_path ?? freshSocketPath(),
    deployment_id: options.deployment_id,
    keystore_file: options.keystore_file ?? "",
    passphrase: options.passphrase ?? null,
    may_create_root: options.may_create_root,
    root_material: options.root_material ? encodeBytes(options.root_material) : null,
    pkcs11: options.pkcs11 ?? null,
  };
  const first = await spawnKeyd(config, options.env ?? {});
  const { root_material: material, keystore } = first.greeting;
  const supervisor = supervise(
    first.child,
    { ...config, may_create_root: false, root_material: material },
    options,
  );
  const client = createKeydClient({
    socket_path: config.socket_path,
    provider: config.provider,
    timeout_ms: options.call_timeout_ms,
    onStuck: supervisor.kill,
  });
  return {
    client,
    root_material: material === null ? null : decodeBytes(material),
    keystore,
    pid: supervisor.pid,
    async stop() {
      await client.close();
      await supervisor.stop();
    },
  };
}

function supervise(first: ChildProcess, config: KeydConfig, options: KeydOptions) {
  const report = options.onEvent ?? (() => {});
  let child: ChildProcess | null = null;
  let stopped = false;
  let failures = 0;
  let retry: NodeJS.Timeout | null = null;
  let starting: Promise<void> = Promise.resolve();

  function watch(running: ChildProcess): void {
    child = running;
    const since = performance.now();
    const onExit = () => {
      child = null;
      if (stopped) return;
      failures = performance.now() - since > STABLE_MS ? 0 : failures;
      report({ kind: "exited", message: `keyd ended (${running.signalCode ?? running.exitCode})` });
      scheduleRestart();
    };
    if (hasExited(running)) onExit();
    else running.once("exit", onExit);
  }

  function scheduleRestart(): void {
    const delay = failures === 0 ? 0 : Math.min(100 * 2 ** failures, BACKOFF_MAX_MS);
    failures++;
    retry = setTimeout(() => {
      starting = restart();
    }, delay);
  }

  async function restart(): Promise<void> {
    try {
      const { child: running } = await spawnKeyd(config, options.env ?? {});
      if (stopped) return await end(running);
      watch(running);
      report({ kind: "restarted", message: "keyd answers again" });
    } catch (error) {
      if (stopped) return;
      report({ kind: "restart_failed", message: error instanceof Error ? error.message : "unknown error" });
      scheduleRestart();
    }
  }

  watch(first);
  return {
    pid: () => child?.pid ?? null,
    kill: () => void child?.kill("SIGKILL"),
    async stop(): Promise<void> {
      stopped = true;
      if (retry) clearTimeout(retry);
      await starting;
      if (child) await end(child);
    },
  };
}

async function spawnKeyd(config: KeydConfig, env: Readonly<Record<string, string>>): Promise<Started> {
  const child = spawnNode([...NODE_FLAGS, entryFile()], { ...inheritedEnv(), ...env });
  try {
    const greeting = await greetingOf(child, config);
    if ("error" in greeting) throw new KeydStartError(greeting.error);
    return { child, greeting };
  } catch (error) {
    await end(child);
    throw error;
  }
}

function spawnNode(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const stdio = ["pipe", "pipe", "inherit"] as ["pipe", "pipe", "inherit"];
  // A core dump would hold every key; only a shell can set the limit for the process it becomes.
  if (existsSync("/bin/sh")) {
    const command = 'ulimit -c 0; exec "$0" "$@"';
    return spawn("/bin/sh", ["-c", command, process.execPath, ...args], { env, stdio });
  }
  return spawn(process.execPath, args, { env, stdio });
}

function greetingOf(child: ChildProcess, config: KeydConfig): Promise<KeydGreeting> {
  return new Promise((resolve, reject) => {
    const fail = (message: string) => reject(new KeydStartError(message));
    const timer = setTimeout(() => fail("The key process did not start in time."), START_TIMEOUT_MS);
    child.once("error", (error) => fail(`The key process cannot be run: ${error.message}.`));
    child.once("close", () => fail("The key process ended while it was starting."));
    child.once("exit", () => clearTimeout(timer));
    if (!child.stdin || !child.stdout) return fail("The key process has no pipes.");
    child.stdin.on("error", () => {});
    createInterface({ input: child.stdout }).once("line", (line) => {
      clearTimeout(timer);
      resolve(JSON.parse(line) as KeydGreeting);
    });
    // The input stays open: keyd ends when it closes, also after our sudden death.
    child.stdin.write(`${JSON.stringify(config)}\n`);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (hasExited(child) || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.stdin?.end();
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(timer);
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function inheritedEnv(): NodeJS.ProcessEnv {
  const entries = INHERITED.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as NodeJS.ProcessEnv;
}

function entryFile(): string {
  const self = import.meta.url;
  const beside = join(dirname(fileURLToPath(self)), "keyd.ts");
  // Inside a bundle this module lies elsewhere; the bundling host runs in the project's folder.
  return existsSync(beside) ? beside : resolve("server/ports/kms/keyd.ts");
}

function freshSocketPath(): string {
  return join(tmpdir(), `1claw-keyd-${randomBytes(9).toString("base64url")}`, "keyd.sock");
}

// The real command against a real server, for tests: its bundle, a port of its own, a configuration of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { createFrontDoor, type FrontDoor } from "../../../../server/http-server.ts";
import { type TestApi, testApi } from "../../../../server/testing/test-api.ts";
import { buildPackages } from "../../../build.mjs";

const PACKAGE = path.join(import.meta.dirname, "../..");

export type Ran = { exit: number | null; signal: NodeJS.Signals | null; out: string; err: string };
export type RunOptions = { env?: Record<string, string | undefined>; input?: string | Buffer; cwd?: string };
export type Started = {
  child: ChildProcess;
  done: Promise<Ran>;
  seen(pattern: RegExp): Promise<RegExpExecArray>;
};

export type World = {
  api: TestApi;
  url: string;
  /** A folder that is gone after the tests. */
  folder: string;
  /** The command's own file. */
  main: string;
  cli(words: readonly string[], options?: RunOptions): Promise<Ran>;
  start(words: readonly string[], options?: RunOptions): Started;
  close(): Promise<void>;
};

/** A server with nobody on it, and the command for it. */
export async function world(): Promise<World> {
  await buildPackages(["cli"]);
  const folder = mkdtempSync(path.join(os.tmpdir(), "1claw-cli-"));
  // A build for others must not change it half-way through.
  const main = path.join(folder, "package/dist/main.js");
  cpSync(path.join(PACKAGE, "dist"), path.dirname(main), { recursive: true });
  cpSync(path.join(PACKAGE, "package.json"), path.join(folder, "package/package.json"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const api = await testApi({ env: { PUBLIC_URL: url } });
  const door: FrontDoor = createFrontDoor(api.runtime, api.app, { pages: null });
  await listening(door.server, port);
  const start = (words: readonly string[], options: RunOptions = {}) =>
    startCli([main, ...words], url, folder, options);
  return {
    api,
    url,
    folder,
    main,
    start,
    cli: (words, options) => start(words, options).done,
    async close() {
      await door.drain();
      await api.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The environment of a command: this machine's PATH, this server, a configuration in the folder; nothing else. */
export function environment(url: string, folder: string, more: RunOptions["env"] = {}): NodeJS.ProcessEnv {
  const given = {
    PATH: process.env.PATH,
    HOME: folder,
    ONECLAW_CONFIG_DIR: path.join(folder, "config"),
    ONECLAW_BASE_URL: url,
    ...more,
  };
  // Next has every environment say what it is for.
  return { NODE_ENV: "test", ...given };
}

function startCli(
  words: readonly string[],
  url: string,
  folder: string,
  { env, input, cwd }: RunOptions,
): Started {
  const child = spawn(process.execPath, [...words], {
    env: environment(url, folder, env),
    cwd: cwd ?? folder,
    stdio: "pipe",
  });
  const ran: Ran = { exit: null, signal: null, out: "", err: "" };
  const waiting = new Set<() => void>();
  const note = (which: "out" | "err") => (part: string) => {
    ran[which] += part;
    for (const look of waiting) look();
  };
  child.stdout.setEncoding("utf8").on("data", note("out"));
  child.stderr.setEncoding("utf8").on("data", note("err"));
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  const done = new Promise<Ran>((resolve) => {
    child.once("close", (exit, signal) => resolve({ ...ran, exit, signal }));
  });
  const seen = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(`${ran.out}\n${ran.err}`);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      void done.then(() => reject(new Error(`it ended without ${pattern}: ${ran.out}${ran.err}`)));
    });
  return { child, done, seen };
}

/** A server that is none of ours. */
export async function otherServer(server: Server): Promise<{ url: string; close(): Promise<void> }> {
  await listening(server, 0);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await listening(server, 0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

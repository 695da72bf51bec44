// A product of a journey's own, for what the shared one cannot be set up as: mail, Google, another address.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "..");
const START_MS = 120_000;
const STOP_MS = 20_000;

export type Product = {
  url: string;
  /** SIGKILL, as a crash or a power cut. */
  kill(): Promise<void>;
  /** After a kill: the same address and data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the product as people do, on an empty data directory of its own; `stop` takes both away. */
export async function startProduct(settings: Record<string, string>): Promise<Product> {
  const [port, data] = [await freePort(), mkdtempSync(path.join(tmpdir(), "1claw-e2e-own-"))];
  const url = `http://127.0.0.1:${port}`;
  const { PATH = "", HOME = "" } = process.env;
  const env = {
    ...{ PATH, HOME, PORT: String(port), HOST: "127.0.0.1", PUBLIC_URL: url, ONECLAW_DATA_DIR: data },
    ...{ NODE_ENV: "production" as const, AUTH_RATE_BURST: "10000", ...settings },
  };
  let { child, ready } = launch(env);
  const stop = async () => {
    await end(child, "SIGTERM");
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  const started = () =>
    ready.catch(async (error) => {
      await stop();
      throw error;
    });
  await started();
  return {
    url,
    stop,
    kill: () => end(child, "SIGKILL"),
    async restart() {
      ({ child, ready } = launch(env));
      await started();
    },
  };
}

function launch(env: Record<string, string> & { NODE_ENV: "production" }) {
  const child = spawn(process.execPath, ["server/launch.mjs", "start"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      if (output.includes("1Claw is ready")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`the product ended at its start:\n${output}`)));
    setTimeout(() => reject(new Error(`the product did not get ready:\n${output}`)), START_MS).unref();
  });
  return { child, ready };
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await gone;
  clearTimeout(late);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

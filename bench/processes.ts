// Children of the benchmark: servers that say when they are ready, and the load generator. All end with this process.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Load, Measured } from "./load.ts";

const ERRORS_SHOWN = 5;
const ROOT = path.join(import.meta.dirname, "..");

export type Running = {
  pid: number;
  /** The line that made it ready. */
  ready: string;
  /** From spawning to that line. */
  ready_ms: number;
  stop(): Promise<void>;
};

/** Starts `node ...args` in the project's folder and waits for a line that `isReady` accepts. */
export async function start(
  args: string[],
  env: Record<string, string>,
  isReady: (line: string) => boolean,
): Promise<Running> {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let stopping = false;
  child.once("exit", (code, signal) => {
    if (!stopping) console.error(`node ${args.join(" ")} ended by itself (${signal ?? code})`);
  });
  const stop = async () => {
    stopping = true;
    child.kill("SIGTERM");
    await ended;
  };
  process.once("exit", () => child.kill("SIGTERM"));
  const ready = await firstLine(child, isReady);
  return { pid: child.pid ?? 0, ready, ready_ms: performance.now() - began, stop };
}

function firstLine(child: ChildProcess, wanted: (line: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new TypeError("the child has no standard output"));
    const seen: string[] = [];
    let errors = 0;
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      seen.push(line);
      if (wanted(line)) resolve(line);
      else if (line.includes('"level":"error"') && errors++ < ERRORS_SHOWN) console.error(line);
    });
    child.once("exit", (code) =>
      reject(new Error(`ended with ${code} before it was ready:\n${seen.join("\n")}`)),
    );
  });
}

/** Resident memory of a process in MB. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

/** The load generator, in a process of its own. */
export function startLoad(): { fire(load: Load): Promise<Measured>; stop(): void } {
  const child = fork(path.join(import.meta.dirname, "load.ts"), { serialization: "advanced" });
  return {
    fire(load) {
      return new Promise((resolve, reject) => {
        const onExit = () => reject(new Error("the load generator ended"));
        child.once("exit", onExit);
        child.once("message", (measured) => {
          child.off("exit", onExit);
          const result = measured as Measured;
          if (result.first_failure)
            reject(new Error(`${result.failures} wrong answers: ${result.first_failure}`));
          else resolve(result);
        });
        child.send(load);
      });
    },
    stop: () => void child.disconnect(),
  };
}

// Finds a Chromium for the browser tests, or installs one.
// It must never be loaded by the product itself.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The path of a browser that can be executed: `CHROMIUM_PATH`, an installed one, a Debian package, or Playwright's own.
 * @throws Error with one sentence when there is none and none can be installed.
 */
export async function findChromium(say: (line: string) => void = console.log): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (canRun(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which is not a program that can be run.`);
  }
  const found = installed() ?? debianPackage(say) ?? (await playwrightDownload(say));
  if (found) return found;
  throw new Error("There is no Chromium for the browser tests: install one and name it in CHROMIUM_PATH.");
}

function installed(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  for (const name of NAMES) {
    const folder = folders.find((each) => canRun(join(each, name)));
    if (folder) return join(folder, name);
  }
  return null;
}

function debianPackage(say: (line: string) => void): string | null {
  if (process.getuid?.() !== 0 || !runs("apt-get", ["--version"])) return null;
  say("Installing chromium with apt-get for the browser tests …");
  const quiet = ["-qq", "-y", "--no-install-recommends"];
  if (!runs("apt-get", ["update", "-qq"]) || !runs("apt-get", ["install", ...quiet, "chromium"])) return null;
  return installed();
}

async function playwrightDownload(say: (line: string) => void): Promise<string | null> {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  if (canRun(path)) return path;
  say("Downloading Chromium with Playwright for the browser tests …");
  return runs("npx", ["playwright", "install", "chromium"]) && canRun(path) ? path : null;
}

function runs(command: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { stdio: "ignore", env }).status === 0;
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

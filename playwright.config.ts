import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig } from "@playwright/test";

const PORT = process.env.E2E_PORT ?? "3467";
/** A server that runs already, while one works on the pages. */
const RUNNING = process.env.E2E_BASE_URL;

// The workers read this file too; only the first reader makes the folder, and takes it away again.
if (!process.env.E2E_DATA_DIR) {
  const folder = mkdtempSync(path.join(tmpdir(), "1claw-e2e-"));
  process.env.E2E_DATA_DIR = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    baseURL: RUNNING ?? `http://127.0.0.1:${PORT}`,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        ...["--disable-background-networking", "--disable-component-update"],
      ],
    },
  },
  // The product as people start it, with data of its own.
  webServer: RUNNING
    ? undefined
    : {
        command: "node server/launch.mjs start",
        url: `http://127.0.0.1:${PORT}/docs`,
        reuseExistingServer: false,
        timeout: 240_000,
        gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
        env: {
          PORT,
          HOST: "127.0.0.1",
          PUBLIC_URL: `http://127.0.0.1:${PORT}`,
          ONECLAW_DATA_DIR: process.env.E2E_DATA_DIR,
          // Everybody in the journeys comes from one address.
          AUTH_RATE_BURST: "10000",
          ENROLMENTS_PER_HOUR: "10000",
        },
      },
});

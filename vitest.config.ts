import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{server,lib,db,packages,app,components}/**/*.test.ts"],
    globalSetup: ["server/testing/global-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

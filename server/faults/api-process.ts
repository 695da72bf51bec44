// The server without pages, for the fault tests: everything of the real process that does not need a build of the pages.
import { createApp } from "#server/api/app.ts";
import { boot } from "#server/boot.ts";
import { ConfigError, readConfig } from "#server/config.ts";
import { createFrontDoor } from "#server/http-server.ts";
import { startJobs } from "#server/jobs/runner.ts";

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const booted = await boot(config, { exclusive: true, onLost: () => process.exit(1) });
  const door = createFrontDoor(booted.runtime, createApp(booted.runtime), { pages: null });
  const stopJobs = startJobs(booted.runtime);
  process.once("SIGTERM", async () => {
    await door.drain();
    await stopJobs();
    await booted.close();
    process.exit(0);
  });
  await new Promise<void>((resolve) => door.server.listen(config.PORT, config.HOST, resolve));
  const address = door.server.address();
  const port = typeof address === "object" && address ? address.port : config.PORT;
  console.log(`1Claw is ready: http://${config.HOST}:${port}`);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(error instanceof ConfigError ? 78 : 1);
});

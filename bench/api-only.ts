// The product's server without its pages, for measuring the API alone or under a profiler.
import { createApp } from "#server/api/app.ts";
import { boot } from "#server/boot.ts";
import { readConfig } from "#server/config.ts";
import { createFrontDoor } from "#server/http-server.ts";
import { startJobs } from "#server/jobs/runner.ts";

const config = readConfig(process.env);
const booted = await boot(config, { exclusive: true });
const door = createFrontDoor(booted.runtime, createApp(booted.runtime), { pages: null });
const stopJobs = startJobs(booted.runtime);
door.server.listen(config.PORT, config.HOST, () => console.log(`1Claw is ready: ${config.PUBLIC_URL}`));
process.on("SIGTERM", async () => {
  await door.drain();
  await stopJobs();
  await booted.close();
  process.exit(0);
});

// The process: environment, everything below, one HTTP server, a graceful end.
import type { Server } from "node:net";
import { createApp } from "#server/api/app.ts";
import { boot } from "#server/boot.ts";
import { ConfigError, readConfig } from "#server/config.ts";
import { createFrontDoor } from "#server/http-server.ts";
import { startJobs } from "#server/jobs/runner.ts";
import { prepareMcp } from "#server/mcp/listener.ts";
import { openPages } from "#server/pages.ts";
import { publishRuntime } from "#server/runtime.ts";

/** EX_CONFIG of sysexits.h. */
const EXIT_CONFIG = 78;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  // What children inherit and what a dump of the environment shows.
  for (const name of [
    "KEYSTORE_PASSPHRASE",
    "PKCS11_PIN",
    "DATABASE_URL",
    "METRICS_TOKEN",
    "SMTP_URL",
    "GOOGLE_CLIENT_SECRET",
  ])
    delete process.env[name];
  let finish: (() => Promise<void>) | null = null;
  let asked = false;
  const end = () => {
    // A terminal and npm both pass a Ctrl-C on.
    if (!asked) void finish?.();
    asked = true;
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  // Next needs nothing of ours to get ready, so both get ready at once.
  const [opened, started, prepared] = await Promise.allSettled([
    openPages({ dev: process.env.NODE_ENV !== "production" }),
    boot(config, {
      exclusive: true,
      // Another server owns the data now: nothing of it may be touched on the way out.
      onLost: (reason) => fatal(reason, 1),
    }),
    prepareMcp(),
  ]);
  if (started.status === "rejected") throw started.reason;
  const booted = started.value;
  if (opened.status === "rejected") {
    await booted.close();
    throw opened.reason;
  }
  if (prepared.status === "rejected") throw prepared.reason;
  const { runtime } = booted;
  publishRuntime(runtime);
  const door = createFrontDoor(runtime, createApp(runtime), { pages: opened.value, tls: config.MTLS });
  const stopJobs = startJobs(runtime);
  finish = async () => {
    await door.drain();
    await stopJobs();
    await booted.close();
    process.exit(0);
  };
  // Asked to end while it was starting.
  if (asked) return finish();
  await listening(door.server, config.PORT, config.HOST);
  if (door.tls && config.MTLS) await listening(door.tls, config.MTLS.port, config.HOST);
  for (const note of booted.notes) console.log(note);
  const secure = door.tls?.address();
  if (secure && typeof secure === "object")
    console.log(`Client certificates: https://${config.HOST}:${secure.port}`);
  const address = door.server.address();
  const port = typeof address === "object" && address ? address.port : config.PORT;
  console.log(
    `1Claw is ready: ${config.PORT === port ? config.PUBLIC_URL : `http://${config.HOST}:${port}`}`,
  );
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

function fatal(error: unknown, code: number): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(code);
}

main().catch((error) => fatal(error, error instanceof ConfigError ? EXIT_CONFIG : 1));

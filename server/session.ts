// The one way from the pages to the server: the API itself, called in-process.
// Must never hand a page a database, a key or any power that a request with the same credential would not have.
import { pathToFileURL } from "node:url";
import { createClient, type OneclawClient } from "#sdk";

type App = { fetch(request: Request, door: { ip: string | null }): Promise<Response> };

const SLOT = Symbol.for("1claw.app");
type Slot = typeof globalThis & { [SLOT]?: Promise<App> };

/** The base of requests that never leave the process. */
const IN_PROCESS = "http://1claw.internal";

/** Answers a request as the API does; the address of whoever asks through Next is not known. */
export async function apiFetch(request: Request): Promise<Response> {
  const slot = globalThis as Slot;
  slot[SLOT] ??= openApp().catch((error) => {
    delete slot[SLOT];
    throw error;
  });
  const app = await slot[SLOT];
  return app.fetch(request, { ip: null });
}

/** The SDK's client whose requests go to the API in this process; `token` makes it speak for somebody. */
export function serverClient(token?: string): OneclawClient {
  return createClient({
    baseUrl: IN_PROCESS,
    token,
    fetch: (input, init) => apiFetch(new Request(input, init)),
  });
}

/** The OpenAPI document of this server, with its own address in it. */
export async function readOpenApi(): Promise<unknown> {
  const response = await apiFetch(new Request(`${IN_PROCESS}/openapi.json`));
  return response.json();
}

async function openApp(): Promise<App> {
  const { publishedRuntime } = await load<typeof import("#server/runtime.ts")>("server/runtime.ts");
  const { createApp } = await load<typeof import("#server/api/app.ts")>("server/api/app.ts");
  return createApp(publishedRuntime() ?? (await bootHere()));
}

/** Under plain `next start` nobody has started the rest of the server, so the first request does. */
async function bootHere() {
  const { readConfig } = await load<typeof import("#server/config.ts")>("server/config.ts");
  const { boot } = await load<typeof import("#server/boot.ts")>("server/boot.ts");
  const { publishRuntime } = await load<typeof import("#server/runtime.ts")>("server/runtime.ts");
  const { startJobs } = await load<typeof import("#server/jobs/runner.ts")>("server/jobs/runner.ts");
  const { runtime } = await boot(readConfig(process.env), { exclusive: true });
  publishRuntime(runtime);
  startJobs(runtime);
  return runtime;
}

// Loaded by Node and not bundled: a bundle would be a second copy, whose errors the first does not recognize by class,
// and which would stay as it was built when the server's code changes.
function load<T>(file: string): Promise<T> {
  const url = pathToFileURL(`${process.cwd()}/${file}`).href;
  return import(/* turbopackIgnore: true */ url);
}

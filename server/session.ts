// The one way from the pages to the server: the API itself, called in-process.
// Must never hand a page a database, a key or any power that a request with the same credential would not have.
import { pathToFileURL } from "node:url";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { sessionCookieName } from "#lib/session-cookie.ts";
import { createClient, type OneclawClient } from "#sdk";
import type { FrontDoor } from "#server/api/app.ts";
import { frontDoors } from "#server/front-doors.ts";
import type { Runtime } from "#server/runtime.ts";

type App = { fetch(request: Request, door: FrontDoor): Promise<Response> };

const SLOT = Symbol.for("1claw.app");
const SETTINGS = Symbol.for("1claw.page-settings");
const BOOTED = Symbol.for("1claw.booted");
type Slot = typeof globalThis & {
  [SLOT]?: Promise<App>;
  [SETTINGS]?: Promise<PageSettings>;
  [BOOTED]?: Promise<Runtime>;
};

/** The base of requests that never leave the process. */
const IN_PROCESS = "http://1claw.internal";

/** Answers a request as the API does. Without our front door, under plain `next start`, nobody's address is known. */
export async function apiFetch(request: Request): Promise<Response> {
  const slot = globalThis as Slot;
  slot[SLOT] ??= openApp().catch((error) => {
    delete slot[SLOT];
    throw error;
  });
  const app = await slot[SLOT];
  return app.fetch(request, frontDoors().getStore() ?? { ip: null });
}

/** The SDK's client for whoever asks for the page: with their session, their address and their browser's name. */
export const pageClient = cache(async (): Promise<OneclawClient> => {
  const [jar, asked, { public_url }] = await Promise.all([cookies(), headers(), pageSettings()]);
  const name = sessionCookieName(public_url);
  const session = jar.get(name)?.value;
  const own = {
    "user-agent": asked.get("user-agent") ?? "",
    ...(session && { cookie: `${name}=${session}`, "sec-fetch-site": "same-origin" }),
  };
  return createClient({
    baseUrl: `${IN_PROCESS}/api`,
    retries: 0,
    fetch: (input, init) => {
      const request = new Request(input, init);
      for (const [header, value] of Object.entries(own)) request.headers.set(header, value);
      return apiFetch(request);
    },
  });
});

/** What the pages and their way to sign in must know of the deployment. */
export type PageSettings = {
  public_url: string;
  /** Signs what next-auth keeps in cookies of its own. The session's cookie is signed by the key service. */
  auth_secret: string;
  google: { client_id: string; client_secret: string; issuer: string } | null;
};

/** Read once per process. */
export async function pageSettings(): Promise<PageSettings> {
  const slot = globalThis as Slot;
  slot[SETTINGS] ??= readSettings().catch((error) => {
    delete slot[SETTINGS];
    throw error;
  });
  return slot[SETTINGS];
}

async function readSettings(): Promise<PageSettings> {
  const { config, kms } = await runtimeHere();
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GOOGLE_ISSUER, PUBLIC_URL } = config;
  const secret = await kms.mac("opaque-token", new TextEncoder().encode("1claw/next-auth/v1"));
  return {
    public_url: PUBLIC_URL,
    auth_secret: Buffer.from(secret).toString("base64url"),
    google:
      GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET
        ? { client_id: GOOGLE_CLIENT_ID, client_secret: GOOGLE_CLIENT_SECRET, issuer: GOOGLE_ISSUER }
        : null,
  };
}

/** The OpenAPI document of this server, with its own address in it. */
export async function readOpenApi(): Promise<unknown> {
  const response = await apiFetch(new Request(`${IN_PROCESS}/openapi.json`));
  return response.json();
}

async function openApp(): Promise<App> {
  const { createApp } = await load<typeof import("#server/api/app.ts")>("server/api/app.ts");
  return createApp(await runtimeHere());
}

async function runtimeHere(): Promise<Runtime> {
  const { publishedRuntime } = await load<typeof import("#server/runtime.ts")>("server/runtime.ts");
  const published = publishedRuntime();
  if (published) return published;
  const slot = globalThis as Slot;
  slot[BOOTED] ??= bootHere().catch((error) => {
    delete slot[BOOTED];
    throw error;
  });
  return slot[BOOTED];
}

/** Under plain `next start` nobody has started the rest of the server, so the first request does. */
async function bootHere(): Promise<Runtime> {
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

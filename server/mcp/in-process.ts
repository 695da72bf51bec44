// Calls of the API that never leave the process, with the address and the program's name of whoever asked.
import type { App, FrontDoor } from "#server/api/app.ts";

/** The base of requests that never leave the process. */
export const ORIGIN = "http://1claw.internal";

/** The API as a `fetch` for one request that came in through `door`. */
export function inProcess(app: App, door: FrontDoor, user_agent: string | null): typeof globalThis.fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    if (user_agent !== null) headers.set("user-agent", user_agent);
    // Without it every body counts as one of the largest size.
    if (typeof init?.body === "string") headers.set("content-length", String(Buffer.byteLength(init.body)));
    return app.fetch(new Request(input, { ...init, headers }), door);
  };
}

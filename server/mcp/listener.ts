// Chooses who answers an MCP client's request; what answers is loaded with the first one, because most servers wait long for it.
import type { App } from "#server/api/app.ts";
import type { Runtime } from "#server/runtime.ts";
import { mcpPath } from "./paths.ts";

type Answer = App["fetch"];

/** Answers the paths that `mcpPath` knows. */
export function createMcp(runtime: Runtime, app: App): Answer {
  let mcp: Promise<Answer> | null = null;
  let oauth: Promise<Answer> | null = null;
  return async (request, door) => {
    if (mcpPath(new URL(request.url).pathname) === "mcp") {
      mcp ??= import("./door.ts").then(({ createMcpDoor }) => createMcpDoor(runtime, app));
      return (await mcp)(request, door);
    }
    oauth ??= import("./oauth.ts").then(({ createOauth }) => createOauth(app, runtime.config.PUBLIC_URL));
    return (await oauth)(request, door);
  };
}

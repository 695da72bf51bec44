// Chooses who answers an MCP client's request; what answers is loaded when it is wanted, which tests and tools often never do.
import type { App } from "#server/api/app.ts";
import type { Runtime } from "#server/runtime.ts";
import { mcpPath } from "./paths.ts";

type Answer = App["fetch"];

/**
 * Loads what answers and has the inspection compile its rules, so that no request waits for it and no other one with it:
 * a quarter of a second without a turn for anybody.
 */
export async function prepareMcp(): Promise<void> {
  const [{ inspect }] = await Promise.all([import("#server/shroud/inspect.ts"), import("./door.ts")]);
  inspect("", { context: "input" });
}

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

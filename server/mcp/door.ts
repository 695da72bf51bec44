// The way in for MCP clients over HTTP: POST /mcp, and the documents that tell a client where to authenticate.
// Must never let a request act as anybody but the credential it carries, or know of another's reads; between requests nothing
// is kept but the tokens that agents' keys were exchanged for, and digests of the values that each agent has read.
import { createMcpHandler, type McpHttpHandler } from "@modelcontextprotocol/server";
import { LRUCache } from "lru-cache";
import { createClient } from "#sdk";
import type { App, FrontDoor } from "#server/api/app.ts";
import { asProblem } from "#server/api/problem.ts";
import { expectedBytes, MAX_BODY_BYTES, readBody } from "#server/api/steps/read-body.ts";
import type { Runtime } from "#server/runtime.ts";
import { createReadValues, type ReadValues } from "../../packages/mcp/src/read-values.ts";
import { createOneclawMcp, type OneclawMcpOptions } from "../../packages/mcp/src/server.ts";
import { type Admitted, createAdmission } from "./admission.ts";
import { createAgentTokens } from "./agent-tokens.ts";
import { inProcess } from "./in-process.ts";
import { foreignHost, foreignOrigin } from "./origin.ts";
import { refused } from "./refused.ts";

const MOST_SUBSCRIPTIONS = 100;
const MOST_NAME = 200;
/** Together some tens of megabytes at the most. */
const MOST_READERS = 1_000;
const MOST_READ = 250;

/** Answers what is asked of /mcp. */
export type McpDoor = (request: Request, door: FrontDoor) => Promise<Response>;

/** The door before `app`, which every tool's call goes through as any other request would. */
export function createMcpDoor(runtime: Runtime, app: App): McpDoor {
  const { PUBLIC_URL } = runtime.config;
  const admit = createAdmission(app, createAgentTokens(runtime, app), PUBLIC_URL);
  const handler = createHandler(runtime);
  const readers = new LRUCache<string, ReadValues>({ max: MOST_READERS });

  return async (request, door) => {
    const alien = foreignHost(request, PUBLIC_URL) ?? foreignOrigin(request, PUBLIC_URL);
    if (alien) return refused(403, alien);
    if (request.method !== "POST")
      return refused(
        405,
        "Send requests with POST. There are no sessions to follow with GET or to end with DELETE.",
        {
          allow: "POST",
        },
      );
    const vault = request.headers.get("x-vault-id")?.trim() || null;
    if (vault && vault.length > MOST_NAME)
      return refused(400, "X-Vault-ID is not the id or the name of a vault.");
    const admitted = await admit(request, door);
    if (admitted instanceof Response) return admitted;
    const body = await bodyOf(runtime, request);
    if (body instanceof Response) return body;
    const reads = readers.get(admitted.principal) ?? createReadValues(MOST_READ);
    readers.set(admitted.principal, reads);
    const options = optionsFor(runtime, app, request, door, { ...admitted, reads }, vault);
    const authInfo = { token: admitted.token, clientId: "", scopes: [], extra: { options } };
    return guarded(await handler.fetch(request, { parsedBody: body.parsed, authInfo }));
  };
}

function createHandler({ log }: Runtime): McpHttpHandler {
  return createMcpHandler(({ authInfo }) => createOneclawMcp(authInfo?.extra?.options as OneclawMcpOptions), {
    maxRequestBodySize: MAX_BODY_BYTES,
    maxSubscriptions: MOST_SUBSCRIPTIONS,
    // What it reports may quote what a client sent.
    onerror: (error) => log.debug({ error: error.name }, "an MCP request was refused"),
  });
}

/** The tools act through the API, as whoever sent the request, from where they sent it. */
function optionsFor(
  runtime: Runtime,
  app: App,
  request: Request,
  door: FrontDoor,
  { token, vaults, reads }: Admitted & { reads: ReadValues },
  vault: string | null,
): OneclawMcpOptions {
  const client = createClient({
    baseUrl: new URL(runtime.config.PUBLIC_URL).origin,
    token,
    retries: 0,
    fetch: inProcess(app, door, request.headers.get("user-agent")),
  });
  return {
    configuration: {
      local: false,
      connection: { client, base_url: runtime.config.PUBLIC_URL, vault, credential: "header", vaults },
    },
    log: (line) => runtime.log.info({ ip: door.ip }, line),
    exfil: { mode: runtime.config.MCP_EXFIL_PROTECTION, reads },
  };
}

/** The body under the same limits as the API's, or the refusal. */
async function bodyOf(runtime: Runtime, request: Request): Promise<{ parsed: unknown } | Response> {
  try {
    const release = await runtime.bodyBudget.take(expectedBytes(request));
    try {
      const parsed = await readBody(request);
      // One request would be answered with any number of results.
      const isOne = parsed !== undefined && !Array.isArray(parsed);
      return isOne ? { parsed } : refused(400, "Send one JSON-RPC message as the body, and no batch.");
    } finally {
      // Before the tools take their own share of it for what they send on: both at once could wait for each other.
      release();
    }
  } catch (error) {
    const { status, options } = asProblem(error);
    return refused(status, options.detail);
  }
}

function guarded(response: Response): Response {
  // Whether the connection stays is decided by who holds it.
  response.headers.delete("connection");
  response.headers.set("cache-control", "no-store");
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "no-referrer");
  response.headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  return response;
}

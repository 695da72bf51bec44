// The two OAuth endpoints that clients find through the documents: the API's own sign-in of agents and of devices, in the
// form that RFC 6749 and RFC 8628 ask for.
// Must never decide anything: each request is put to the API, which limits, judges and records it.
import type { App, FrontDoor } from "#server/api/app.ts";
import { inProcess, ORIGIN } from "./in-process.ts";
import { wellKnown } from "./resource-metadata.ts";

const MOST_BYTES = 8 * 1024;
const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NO_STORE = { "cache-control": "no-store", pragma: "no-cache", "x-content-type-options": "nosniff" };

const NO_BROWSER =
  "There is no sign-in of MCP clients through a browser. Create an agent in the dashboard and set its key (ocv_…) as Bearer token in the client's configuration.";

type Fields = Readonly<Record<string, string>>;
type Call = (path: string, body: Record<string, unknown>) => Promise<Response>;

/** Answers the OAuth paths: documents for everybody, tokens for those who can show a credential. */
export function createOauth(app: App, public_url: string) {
  return async (request: Request, door: FrontDoor): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const document = wellKnown(pathname, public_url);
    if (document) return published(request, document);
    if (pathname === "/oauth/authorize") return failed(400, "unsupported_response_type", NO_BROWSER);
    const answer = ENDPOINTS[pathname];
    if (!answer) return failed(404, "not_found", "There is nothing here.");
    if (request.method !== "POST") return failed(405, "invalid_request", "Send a POST.", { allow: "POST" });
    const fields = await formOf(request);
    if (!fields)
      return failed(
        400,
        "invalid_request",
        "Send a form (application/x-www-form-urlencoded) of 8 KB at most.",
      );
    const fetch = inProcess(app, door, request.headers.get("user-agent"));
    const call: Call = (path, body) =>
      fetch(ORIGIN + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    return answer(fields, request, call);
  };
}

const ENDPOINTS: Readonly<
  Record<string, (fields: Fields, request: Request, call: Call) => Promise<Response>>
> = {
  "/oauth/token": (fields, request, call) => {
    if (fields.grant_type === "client_credentials") return agentToken(fields, request, call);
    if (fields.grant_type === DEVICE_GRANT) return deviceToken(fields, call);
    const message = "grant_type must be client_credentials, or the one of device codes.";
    return Promise.resolve(failed(400, "unsupported_grant_type", message));
  },
  "/oauth/device_authorization": async ({ client_id = "" }, _request, call) => {
    const response = await call("/v1/auth/device/code", { client_id });
    return response.ok ? passed(await response.json()) : apiRefusal(response);
  },
};

/** An agent's id and key are its client id and secret. @see RFC 6749, section 4.4 */
async function agentToken(fields: Fields, request: Request, call: Call): Promise<Response> {
  const { client_id, client_secret } = basicOf(request) ?? fields;
  if (!client_secret)
    return failed(401, "invalid_client", "The agent's key (ocv_…) is the client secret.", BASIC);
  const agent_id = client_id && UUID.test(client_id) ? { agent_id: client_id } : {};
  const response = await call("/v1/auth/agent-token", { api_key: client_secret, ...agent_id });
  if (response.status === 401) return failed(401, "invalid_client", "The agent's key was refused.", BASIC);
  return response.ok ? token(await response.json()) : apiRefusal(response);
}

async function deviceToken({ device_code = "" }: Fields, call: Call): Promise<Response> {
  const response = await call("/v1/auth/device/token", { device_code, grant_type: DEVICE_GRANT });
  if (!response.ok) return apiRefusal(response);
  const body = (await response.json()) as Record<string, unknown>;
  return typeof body.error === "string" ? failed(400, body.error) : token(body);
}

const BASIC = { "www-authenticate": 'Basic realm="1Claw"' };

/** @see RFC 6749, section 2.3.1: both halves are form-encoded first */
function basicOf(request: Request): { client_id: string; client_secret: string } | null {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (!encoded) return null;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon === -1) return null;
  const half = (part: string) => new URLSearchParams(`half=${part}`).get("half") ?? "";
  return { client_id: half(text.slice(0, colon)), client_secret: half(text.slice(colon + 1)) };
}

async function formOf(request: Request): Promise<Fields | null> {
  const type = request.headers.get("content-type") ?? "";
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type) || !(length <= MOST_BYTES)) return null;
  return Object.fromEntries(new URLSearchParams(await request.text()));
}

function published(request: Request, document: Record<string, unknown>): Response {
  if (request.method !== "GET" && request.method !== "HEAD")
    return failed(405, "invalid_request", "Send a GET.", { allow: "GET, HEAD" });
  return Response.json(document, {
    headers: {
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=300",
      "x-content-type-options": "nosniff",
    },
  });
}

/** Only the fields that OAuth knows. */
function token({ access_token, token_type, expires_in }: Record<string, unknown>): Response {
  return passed({ access_token, token_type, expires_in });
}

function passed(body: unknown): Response {
  return Response.json(body, { headers: NO_STORE });
}

async function apiRefusal(response: Response): Promise<Response> {
  const { detail } = (await response.json()) as { detail?: string };
  const wait = response.headers.get("retry-after");
  const code =
    response.status === 400 ? "invalid_request" : response.status === 429 ? "slow_down" : "server_error";
  return failed(response.status, code, detail, wait === null ? {} : { "retry-after": wait });
}

function failed(
  status: number,
  error: string,
  description?: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json(
    { error, ...(description && { error_description: description }) },
    { status, headers: { ...NO_STORE, ...headers } },
  );
}

// A refusal in the form that MCP clients read: a JSON-RPC error that belongs to no request.

const SERVER_ERROR = -32_000;
const PARSE_ERROR = -32_700;

/** The answer to a request that was not let in. */
export function refused(status: number, message: string, headers: Record<string, string> = {}): Response {
  const code = status === 400 ? PARSE_ERROR : SERVER_ERROR;
  return Response.json(
    { jsonrpc: "2.0", error: { code, message }, id: null },
    { status, headers: { "cache-control": "no-store", "x-content-type-options": "nosniff", ...headers } },
  );
}

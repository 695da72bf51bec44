// Which paths belong to MCP clients; known before any of what answers them is loaded.

/** `mcp`: the endpoint itself; `oauth`: how to get a token for it; null for every other path. */
export function mcpPath(path: string): "mcp" | "oauth" | null {
  if (path === "/mcp" || path === "/mcp/") return "mcp";
  return /^\/(?:\.well-known\/oauth-|oauth\/)/.test(path) ? "oauth" : null;
}

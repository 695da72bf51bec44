// Where the documents lie that tell MCP clients how to authenticate, and what they say: what this server has, no more.

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

/** @see RFC 9728, section 3.1 */
export function resourceMetadataUrl(public_url: string): string {
  return `${base(public_url)}/.well-known/oauth-protected-resource/mcp`;
}

/** The document at a well-known path, or null where there is none. @see RFC 9728, RFC 8414 */
export function wellKnown(path: string, public_url: string): Record<string, unknown> | null {
  switch (path) {
    case "/.well-known/oauth-protected-resource":
    case "/.well-known/oauth-protected-resource/mcp":
      return protectedResource(base(public_url));
    case "/.well-known/oauth-authorization-server":
    case "/.well-known/oauth-authorization-server/mcp":
      return authorizationServer(base(public_url));
    default:
      return null;
  }
}

function protectedResource(address: string) {
  return {
    resource: `${address}/mcp`,
    resource_name: "1Claw",
    authorization_servers: [address],
    bearer_methods_supported: ["header"],
    resource_documentation: `${address}/docs`,
  };
}

/** Agents have keys, and people let a device in with a code: the authorization endpoint, which clients insist on, says so. */
function authorizationServer(address: string) {
  return {
    issuer: address,
    authorization_endpoint: `${address}/oauth/authorize`,
    token_endpoint: `${address}/oauth/token`,
    device_authorization_endpoint: `${address}/oauth/device_authorization`,
    jwks_uri: `${address}/.well-known/jwks.json`,
    response_types_supported: [],
    grant_types_supported: ["client_credentials", DEVICE_GRANT],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
    service_documentation: `${address}/docs`,
  };
}

function base(public_url: string): string {
  return public_url.replace(/\/+$/, "");
}

// HTTP declaration of how agents sign in, whatever they sign in with.
import { AgentTokenRequest, TokenResponse } from "#lib/schemas/auth.ts";
import { publicEndpoint } from "#server/api/endpoint.ts";
import { exchangeAgentCredential } from "./service.ts";

export const agentToken = publicEndpoint({
  tag: "Authentication",
  id: "agentToken",
  method: "post",
  path: "/v1/auth/agent-token",
  summary: "Exchange an agent's API key, client certificate or issuer's token for a short-lived token",
  description:
    "An API key goes into `api_key`. An agent with `mtls` presents its certificate on the connection and sends no credential. An agent with `oidc_client_credentials` sends `grant_type`, `subject_token` and `subject_token_type` (RFC 8693); the token's audience must be this server's address or `urn:1claw:<deployment id>:api`, which is the `aud` of every token made here.",
  limit: "auth",
  audit: "auth.agent_token",
  body: AgentTokenRequest,
  status: 200,
  response: TokenResponse,
  problems: ["credentials_invalid", "address_not_allowed"],
  handler: (ctx, { body }) => exchangeAgentCredential(ctx, body),
});

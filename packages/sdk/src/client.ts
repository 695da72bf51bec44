// Puts the resources together over one connection and one session.
import { accessResource } from "./access.ts";
import { adminResource } from "./admin.ts";
import { agentsResource } from "./agents.ts";
import { apiKeysResource } from "./api-keys.ts";
import { auditResource } from "./audit.ts";
import { authResource } from "./auth.ts";
import { cmekResource } from "./cmek-vaults.ts";
import { enrolmentsResource } from "./enrolments.ts";
import { healthResource } from "./health.ts";
import { createHttp, type OneclawClientConfig } from "./http.ts";
import { orgResource } from "./org.ts";
import { secretRequestsResource } from "./secret-requests.ts";
import { secretsResource } from "./secrets.ts";
import { securityResource } from "./security.ts";
import { sharingResource } from "./sharing.ts";
import { vaultResource } from "./vault.ts";
import { webhooksResource } from "./webhooks.ts";

/**
 * A client of the server at `baseUrl`. An agent's key (`ocv_…`) is exchanged for tokens by itself, a personal API key
 * (`1ck_…`) and a `token` are sent as they are; without any of them sign in with `client.auth`.
 * @throws TypeError for a baseUrl or an API key that cannot be right
 */
export function createClient(config: OneclawClientConfig) {
  const http = createHttp(config);
  return {
    vault: vaultResource(http),
    secrets: secretsResource(http),
    secretRequests: secretRequestsResource(http),
    cmek: cmekResource(http),
    sharing: sharingResource(http),
    access: accessResource(http),
    agents: agentsResource(http),
    enrolments: enrolmentsResource(http),
    auth: authResource(http),
    apiKeys: apiKeysResource(http),
    audit: auditResource(http),
    health: healthResource(http),
    org: orgResource(http),
    security: securityResource(http),
    webhooks: webhooksResource(http),
    admin: adminResource(http),
  };
}

export type OneclawClient = ReturnType<typeof createClient>;

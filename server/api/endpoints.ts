// The list of every endpoint there is.
import * as agents from "#server/agents/endpoints.ts";
import * as apiKeys from "#server/api-keys/endpoints.ts";
import * as audit from "#server/audit/endpoints.ts";
import * as auth from "#server/auth/endpoints.ts";
import * as health from "#server/health/endpoints.ts";
import * as policies from "#server/policies/endpoints.ts";
import * as secrets from "#server/secrets/endpoints.ts";
import * as vaults from "#server/vaults/endpoints.ts";
import type { Endpoint } from "./endpoint.ts";

export const ENDPOINTS: readonly Endpoint[] = [
  health,
  auth,
  apiKeys,
  vaults,
  secrets,
  policies,
  agents,
  audit,
].flatMap((feature) => Object.values(feature));

// The list of every endpoint there is.
import * as admin from "#server/admin/endpoints.ts";
import * as agents from "#server/agents/endpoints.ts";
import * as apiKeys from "#server/api-keys/endpoints.ts";
import * as audit from "#server/audit/endpoints.ts";
import * as agentAuth from "#server/auth/agents/endpoints.ts";
import * as device from "#server/auth/device/endpoints.ts";
import * as auth from "#server/auth/endpoints.ts";
import * as mfa from "#server/auth/mfa/endpoints.ts";
import * as cmek from "#server/cmek/endpoints.ts";
import * as enrolment from "#server/enrolment/endpoints.ts";
import * as health from "#server/health/endpoints.ts";
import * as jobs from "#server/jobs/endpoints.ts";
import * as mail from "#server/mail/endpoints.ts";
import * as organization from "#server/organization/endpoints.ts";
import * as policies from "#server/policies/endpoints.ts";
import * as secretRequests from "#server/secret-requests/endpoints.ts";
import * as secrets from "#server/secrets/endpoints.ts";
import * as security from "#server/security/endpoints.ts";
import * as sharing from "#server/sharing/endpoints.ts";
import * as vaults from "#server/vaults/endpoints.ts";
import * as webhooks from "#server/webhooks/endpoints.ts";
import type { Endpoint } from "./endpoint.ts";

export const ENDPOINTS: readonly Endpoint[] = [
  health,
  auth,
  mfa,
  device,
  agentAuth,
  apiKeys,
  vaults,
  secrets,
  secretRequests,
  cmek,
  policies,
  agents,
  enrolment,
  sharing,
  organization,
  security,
  webhooks,
  audit,
  admin,
  mail,
  jobs,
].flatMap((feature) => Object.values(feature));

// HTTP declarations of second factors.
import { TokenResponse } from "#lib/schemas/auth.ts";
import {
  MfaDisableRequest,
  MfaSetupRequest,
  MfaSetupResponse,
  MfaStatusResponse,
  MfaVerifyRequest,
  MfaVerifySetupRequest,
  MfaVerifySetupResponse,
} from "#lib/schemas/mfa.ts";
import { endpoint, none, publicEndpoint } from "#server/api/endpoint.ts";
import { disableMfa, setUpMfa, mfaStatus as status, verifyMfa, verifyMfaSetup } from "./service.ts";

const shared = { tag: "Authentication" } as const;
const account = { ...shared, access: ["user"], account: true, limit: "default" } as const;
const confirmed = ["scope_insufficient", "code_wrong", "password_wrong", "account_locked"] as const;

export const mfaStatus = endpoint({
  ...account,
  id: "mfaStatus",
  method: "get",
  path: "/v1/auth/mfa/status",
  summary: "Show whether you sign in with a second factor",
  audit: none("the caller's own profile"),
  status: 200,
  response: MfaStatusResponse,
  problems: ["scope_insufficient"],
  handler: (ctx) => status(ctx),
});

export const mfaSetup = endpoint({
  ...account,
  id: "mfaSetup",
  method: "post",
  path: "/v1/auth/mfa/setup",
  summary: "Begin to set up a second factor",
  description:
    "The secret counts once a code of it has come to `/v1/auth/mfa/verify-setup`, within ten minutes. Until then the one before stays in use.",
  audit: "auth.mfa_setup",
  body: MfaSetupRequest,
  status: 200,
  response: MfaSetupResponse,
  problems: confirmed,
  handler: (ctx, { body }) => setUpMfa(ctx, body),
});

export const mfaVerifySetup = endpoint({
  ...account,
  id: "mfaVerifySetup",
  method: "post",
  path: "/v1/auth/mfa/verify-setup",
  summary: "Turn the second factor on with a code of it; recovery codes are shown this once",
  audit: "auth.mfa_enable",
  body: MfaVerifySetupRequest,
  status: 200,
  response: MfaVerifySetupResponse,
  problems: ["scope_insufficient", "mfa_not_set_up", "code_wrong"],
  handler: (ctx, { body }) => verifyMfaSetup(ctx, body),
});

export const mfaVerify = publicEndpoint({
  ...shared,
  id: "mfaVerify",
  method: "post",
  path: "/v1/auth/mfa/verify",
  summary: "Finish a sign-in with the code of a second factor",
  limit: "auth",
  audit: "auth.mfa_verify",
  body: MfaVerifyRequest,
  status: 200,
  response: TokenResponse,
  problems: ["credentials_invalid", "account_locked", "address_not_allowed"],
  handler: (ctx, { body }) => verifyMfa(ctx, body),
});

export const mfaDisable = endpoint({
  ...account,
  id: "mfaDisable",
  method: "delete",
  path: "/v1/auth/mfa",
  summary: "Take your second factor away",
  audit: "auth.mfa_disable",
  body: MfaDisableRequest,
  status: 204,
  problems: [...confirmed, "mfa_not_set_up"],
  handler: (ctx, { body }) => disableMfa(ctx, body),
});

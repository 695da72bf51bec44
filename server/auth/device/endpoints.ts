// HTTP declarations of signing in a device (RFC 8628).
import {
  DeviceApproveRequest,
  DeviceCodeParams,
  DeviceCodeRequest,
  DeviceCodeResponse,
  DeviceCodeStatusResponse,
  DeviceDecisionResponse,
  DeviceTokenRequest,
  DeviceTokenResponse,
} from "#lib/schemas/device.ts";
import { endpoint, none, publicEndpoint } from "#server/api/endpoint.ts";
import { decide, newDeviceCode, pollForToken, deviceCodeStatus as status } from "./service.ts";

const shared = { tag: "Authentication" } as const;
const decision = {
  ...shared,
  access: ["user"],
  account: true,
  limit: "default",
  method: "post",
  body: DeviceApproveRequest,
  status: 200,
  response: DeviceDecisionResponse,
  problems: ["scope_insufficient", "device_code_not_found"],
} as const;

export const deviceCode = publicEndpoint({
  ...shared,
  id: "deviceCode",
  method: "post",
  path: "/v1/auth/device/code",
  summary: "Begin to sign in a device that has no browser",
  limit: "auth",
  audit: "auth.device_code",
  body: DeviceCodeRequest,
  status: 200,
  response: DeviceCodeResponse,
  problems: [],
  handler: (ctx, { body }) => newDeviceCode(ctx, body),
});

export const deviceToken = publicEndpoint({
  ...shared,
  id: "deviceToken",
  method: "post",
  path: "/v1/auth/device/token",
  summary: "Ask whether the device may sign in, and get its token once",
  description:
    "Until there is a token, `error` says why: `authorization_pending`, `slow_down` (asked too soon; the interval is 5 seconds longer from now on), `access_denied`, `expired_token`. All of them come with status 200.",
  limit: "default",
  audit: "auth.device_token",
  body: DeviceTokenRequest,
  status: 200,
  response: DeviceTokenResponse,
  problems: ["address_not_allowed"],
  handler: (ctx, { body }) => pollForToken(ctx, body.device_code),
});

export const deviceCodeStatus = publicEndpoint({
  ...shared,
  id: "deviceCodeStatus",
  method: "get",
  path: "/v1/auth/device/code/{user_code}",
  summary: "Show what became of a device's code, and to signed-in people who asks",
  limit: "default",
  audit: none("nothing is handed out or changed"),
  params: DeviceCodeParams,
  status: 200,
  response: DeviceCodeStatusResponse,
  problems: ["token_invalid", "address_not_allowed", "device_code_not_found"],
  handler: (ctx, { params }) => status(ctx, params.user_code),
});

export const deviceApprove = endpoint({
  ...decision,
  id: "deviceApprove",
  path: "/v1/auth/device/approve",
  summary: "Let a device sign in as you",
  audit: "auth.device_approve",
  handler: (ctx, { body }) => decide(ctx, body.user_code, "approved"),
});

export const deviceDeny = endpoint({
  ...decision,
  id: "deviceDeny",
  path: "/v1/auth/device/deny",
  summary: "Refuse a device",
  audit: "auth.device_deny",
  handler: (ctx, { body }) => decide(ctx, body.user_code, "denied"),
});

// HTTP declarations of the health probes.
import { HealthResponse, HsmHealthResponse } from "#lib/schemas/health.ts";
import { none, publicEndpoint } from "#server/api/endpoint.ts";
import { readHealth, readHsmHealth } from "./service.ts";

const shared = {
  tag: "Health",
  method: "get",
  limit: "default",
  audit: none("health probe"),
  status: 200,
  problems: [],
} as const;

export const healthCheck = publicEndpoint({
  ...shared,
  id: "healthCheck",
  path: "/v1/health",
  summary: "Show whether the server can do its work",
  response: HealthResponse,
  handler: (ctx) => readHealth(ctx),
});

export const healthHsm = publicEndpoint({
  ...shared,
  id: "healthHsm",
  path: "/v1/health/hsm",
  summary: "Show what holds the keys",
  response: HsmHealthResponse,
  handler: (ctx) => readHsmHealth(ctx),
});

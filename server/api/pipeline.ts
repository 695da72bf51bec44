// What happens to every request, said once and in order. An endpoint cannot leave a step out.

import type { z } from "zod";
import { authenticate } from "#server/auth/authenticate.ts";
import type { ClientCertificate, Context, Principal, PublicContext } from "#server/context.ts";
import type { Runtime } from "#server/runtime.ts";
import type { Endpoint } from "./endpoint.ts";
import { failed } from "./failed.ts";
import { addressOf } from "./steps/address.ts";
import { authorize } from "./steps/authorize.ts";
import { credentialOf } from "./steps/credential.ts";
import { requireAllowedAddress } from "./steps/ip-rules.ts";
import { limitAddress, limitPrincipal } from "./steps/rate-limit.ts";
import { expectedBytes, readBody } from "./steps/read-body.ts";
import { validate } from "./steps/validate.ts";
import { textResponse } from "./text-response.ts";

/** A request as the router hands it over. */
export type Incoming = {
  request: Request;
  params: Record<string, string>;
  /** The client's address as the front door saw it. */
  ip: string | null;
  client_certificate: ClientCertificate | null;
};

/** Runs one request through every step and always answers. */
export async function run(endpoint: Endpoint, runtime: Runtime, incoming: Incoming): Promise<Response> {
  const ctx = newContext(runtime, incoming);
  const end = runtime.metrics.start(endpoint.id);
  let principal: Principal | null = null;
  let release = () => {};
  try {
    await limitAddress(ctx, endpoint);
    ctx.credential = credentialOf(incoming.request, runtime.config.PUBLIC_URL);
    if (endpoint.body) release = await runtime.bodyBudget.take(expectedBytes(incoming.request));
    const address = endpoint.prefetch ? addressOf(incoming.params) : null;
    let full: PublicContext | Context = ctx;
    if (endpoint.access !== "public") {
      const found = await authenticate(ctx, ctx.credential, address);
      principal = found.principal;
      requireAllowedAddress(ctx, principal, found.ip_rules);
      await limitPrincipal(ctx, principal);
      full = { ...ctx, principal, prefetched: found.prefetched, org_id: principal.org_id };
    }
    const input = await readInput(endpoint, incoming);
    if (principal) authorize(endpoint, principal);
    const result = await endpoint.handler(full, input);
    return answer(ctx, endpoint, result);
  } catch (error) {
    return await failed(ctx, endpoint, principal, incoming.params, error);
  } finally {
    release();
    end();
  }
}

function newContext(runtime: Runtime, { request, ip, client_certificate }: Incoming): PublicContext {
  return {
    runtime,
    request_id: runtime.newRequestId(),
    ip,
    user_agent: request.headers.get("user-agent"),
    client_certificate,
    credential: null,
    now: runtime.clock.now(),
    headers: new Headers(),
  };
}

async function readInput(endpoint: Endpoint, { request, params }: Incoming) {
  const body = endpoint.body ? await readBody(request) : undefined;
  return {
    params: endpoint.params ? validate(endpoint.params, params) : {},
    query: endpoint.query ? validate(endpoint.query, queryOf(request.url)) : {},
    // A body that may be left out altogether is one whose fields may all be left out.
    body: endpoint.body ? validate(endpoint.body, body === undefined ? {} : body) : undefined,
    headers: endpoint.headers ? validate(endpoint.headers, headersOf(endpoint.headers, request)) : {},
  };
}

/** The headers that the endpoint names, and no other: a read looks at one instead of all. */
function headersOf({ shape }: z.ZodObject, { headers }: Request): Record<string, string> {
  const named: Record<string, string> = {};
  for (const name of Object.keys(shape)) {
    const value = headers.get(name);
    if (value !== null) named[name] = value;
  }
  return named;
}

function queryOf(url: string): Record<string, string> {
  const at = url.indexOf("?");
  return at === -1 ? {} : Object.fromEntries(new URLSearchParams(url.slice(at + 1)));
}

function answer(ctx: PublicContext, endpoint: Endpoint, result: unknown): Response {
  const { headers } = ctx;
  headers.set("x-request-id", ctx.request_id);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  ctx.runtime.metrics.answered(endpoint.id, endpoint.status);
  ctx.runtime.log.debug(
    { request_id: ctx.request_id, operation: endpoint.id, status: endpoint.status },
    "answered",
  );
  if (endpoint.status === 204) return new Response(null, { status: 204, headers });
  headers.set("content-type", "application/json");
  return textResponse(JSON.stringify(result), { status: endpoint.status, headers });
}

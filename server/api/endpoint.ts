// An endpoint is data: the router, the pipeline, the OpenAPI document and the whole-API tests all read this object.
import type { z } from "zod";
import type { AuditAction } from "#lib/audit-actions.ts";
import type { Context, PublicContext } from "#server/context.ts";
import type { ErrorCode } from "#server/errors.ts";

export type PrincipalKind = "user" | "agent";
export type Tag =
  | "Health"
  | "Authentication"
  | "API Keys"
  | "Vaults"
  | "Secrets"
  | "Secret Requests"
  | "CMEK"
  | "Policies"
  | "Agents"
  | "Enrolment"
  | "Sharing"
  | "Organization"
  | "Security"
  | "Webhooks"
  | "Audit"
  | "Admin";

/** Why an endpoint leaves no audit event. */
export type NoAudit = { none: string };
export const none = (reason: string): NoAudit => ({ none: reason });

type Declaration = {
  /** operationId in the document, method name in logs and metrics. */
  id: string;
  method: "get" | "post" | "put" | "patch" | "delete";
  /** OpenAPI template from /v1 on; `{path}` takes slashes. */
  path: `/${string}`;
  tag: Tag;
  summary: string;
  description?: string;
  /** `auth`: the strict bucket of sign-in routes; `default`: per principal and per address. */
  limit: "auth" | "default";
  audit: AuditAction | NoAudit;
  /** Status of a success; 204 has no body. */
  status: 200 | 201 | 202 | 204;
  response?: z.ZodType;
  problems: readonly ErrorCode[];
  /** Only people who run the deployment may call it. */
  operator?: true;
  /** A personal API key with scopes may not call it: it concerns the account itself. */
  account?: true;
  /** Loads the addressed secret in the statement that loads the principal. */
  prefetch?: "secret";
};

type Schemas<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, H extends z.ZodObject> = {
  params?: P;
  query?: Q;
  body?: B;
  /** Headers of this endpoint's own, named in lower case. */
  headers?: H;
};
export type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, H extends z.ZodObject> = {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  headers: z.output<H>;
};

/** What a handler may add to its answer. */
export type Handler<C, I> = (ctx: C, input: I) => Promise<unknown>;

// biome-ignore lint/suspicious/noExplicitAny: a list of endpoints holds handlers of different inputs
type AnyHandler = Handler<any, any>;

/** An endpoint as the router sees it. */
export type Endpoint = Declaration & {
  access: "public" | readonly PrincipalKind[];
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  headers?: z.ZodObject;
  handler: AnyHandler;
};

/** Declares an endpoint for signed-in principals of the kinds in `access`. */
export function endpoint<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  H extends z.ZodObject,
>(
  declaration: Declaration &
    Schemas<P, Q, B, H> & {
      access: readonly PrincipalKind[];
      handler: Handler<Context, Input<P, Q, B, H>>;
    },
): Endpoint {
  return declaration;
}

/** Declares an endpoint that anybody may call. */
export function publicEndpoint<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  H extends z.ZodObject,
>(
  declaration: Declaration & Schemas<P, Q, B, H> & { handler: Handler<PublicContext, Input<P, Q, B, H>> },
): Endpoint {
  return { ...declaration, access: "public" };
}

/** The audit action of an endpoint, or null where it leaves no event. */
export function auditAction(endpoint: Endpoint): AuditAction | null {
  return typeof endpoint.audit === "string" ? endpoint.audit : null;
}

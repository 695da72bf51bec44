// What a request carries through the pipeline into the services: who asks, from where, when, and the runtime.
import type { Ceilings } from "#server/policies/evaluate.ts";
import type { Runtime } from "#server/runtime.ts";
import type { PrefetchedSecret } from "#server/secrets/prefetch.ts";

type Token = { jti: string; expires_at: Date };

export type UserPrincipal = {
  type: "user";
  id: string;
  org_id: string;
  role: "owner" | "admin" | "member";
  is_operator: boolean;
  ceilings: Ceilings;
  /** The session behind a signed-in person's token; null for tokens made from an API key. */
  session_id: string | null;
  /** The API key behind the request, whether it came as Bearer or was exchanged for a token. */
  api_key_id: string | null;
  token: Token | null;
};

export type AgentPrincipal = {
  type: "agent";
  id: string;
  org_id: string;
  created_by: string;
  intents_api_enabled: boolean;
  ceilings: Ceilings;
  /** Null when it is not the agent who asks, but somebody to whom it lent a value. */
  token: Token | null;
};

export type Principal = UserPrincipal | AgentPrincipal;

/** A certificate whose key the client has proven to hold; nobody has to have signed it. */
export type ClientCertificate = {
  /** SHA-256 of the DER form, lower-case hex. */
  fingerprint: string;
  not_before: Date;
  not_after: Date;
};

/** The Authorization header, or the session cookie of a request that our own pages made. */
export type Credential = { from: "header" | "cookie"; text: string };

/** A request before, or without, a principal. */
export type PublicContext = {
  runtime: Runtime;
  request_id: string;
  /** The client's address; null where it is not known, which fails every condition on it. */
  ip: string | null;
  user_agent: string | null;
  /** The client's certificate, as the front door saw it. */
  client_certificate: ClientCertificate | null;
  /** What the request wants to be known by; only authentication looks at it. */
  credential: Credential | null;
  now: Date;
  /** Headers the answer will carry. */
  headers: Headers;
};

export type Context = PublicContext & {
  principal: Principal;
  org_id: string;
  /** The addressed secret with the caller's policies, when the endpoint asked for it. */
  prefetched: PrefetchedSecret | null;
};

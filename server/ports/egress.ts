// The one way out to addresses that somebody else has chosen (webhooks, OIDC issuers).
// Must never reach a private address unless the operator allows it, and must never follow a redirect.

export type EgressRequest = {
  method: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** For everything, from the name's resolution to the last byte. */
  timeout_ms?: number;
  max_bytes?: number;
};
export type EgressAnswer = { status: number; headers: Record<string, string>; body: string };

/** Why nothing was sent, or no answer came; the message names no address inside the network. */
export class EgressRefused extends Error {
  override readonly name = "EgressRefused";
}

export type Egress = {
  /** @throws EgressRefused */
  request(url: string, request: EgressRequest): Promise<EgressAnswer>;
  /** Why a URL could never be asked, or null; looks at its form alone, not at what its name resolves to. */
  check(url: string): string | null;
};

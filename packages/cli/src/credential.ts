// What can be seen of a key or token from the outside. Nothing of it is trusted: the server decides.

export type Credential = {
  kind: "token" | "personal_key" | "agent_key";
  secret: string;
  /** Where it was found, in words for people. */
  from: string;
  agent_id?: string | undefined;
  expires_at?: string | undefined;
};

/** What a key or token is, by its form. */
export function kindOf(secret: string): Credential["kind"] {
  return secret.startsWith("ocv_") ? "agent_key" : secret.startsWith("1ck_") ? "personal_key" : "token";
}

/** Whether it is an agent's; everything else is taken for a person's. */
export function isAgents(credential: Credential | null): boolean {
  if (!credential) return false;
  return credential.kind === "agent_key" || String(claims(credential.secret).sub ?? "").startsWith("agent:");
}

/** ISO 8601, where it is known. */
export function expiryOf({ expires_at, secret }: Credential): string | undefined {
  const { exp } = claims(secret);
  return (
    expires_at ?? (typeof exp === "number" && exp < 1e11 ? new Date(exp * 1000).toISOString() : undefined)
  );
}

/** What a token says of itself. @see RFC 7519 */
function claims(token: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    return typeof read === "object" && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

// Says whom a workload's JWT speaks for, before anything about it is believed. Pure.
import { decodeJwt } from "jose";

export type TokenClient = { issuer: string; client_id: string };

/**
 * Issuer and client of an unverified JWT: the client is `azp`, else `client_id`, else `sub`. Null where one is missing or
 * where `azp` and `client_id` contradict each other.
 * @see OpenID Connect Core 1.0 §2 (azp), RFC 9068 §2.2 (client_id), RFC 7523 §3 (sub)
 */
export function clientOf(token: string): TokenClient | null {
  let claims: Record<string, unknown>;
  try {
    claims = decodeJwt(token);
  } catch {
    return null;
  }
  const { iss, azp, client_id, sub } = claims;
  if (azp !== undefined && client_id !== undefined && azp !== client_id) return null;
  const client = azp ?? client_id ?? sub;
  if (typeof iss !== "string" || typeof client !== "string" || client === "") return null;
  // The database takes no NUL, and nothing that it holds has one.
  return /\0/.test(iss + client) ? null : { issuer: iss, client_id: client };
}

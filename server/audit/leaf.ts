// Owns what one audit event is in the Merkle tree: the canonical text of all its fields, and its leaf hash.
// An address or a user agent never enters the tree in the clear: only a salted commitment does, so that it can be
// erased later without breaking the log.
import { hash } from "node:crypto";
import { lp } from "#server/crypto/lp.ts";
import { canonicalJson } from "./canonical-json.ts";

const COMMITMENT_DOMAIN = "1claw/audit-commitment/v1";
const SALT = /^[0-9a-f]{32}$/;
const COMMITMENT = /^[0-9a-f]{64}$/;

/** One audit event. `at` is ISO 8601 UTC with milliseconds; `salt` is 16 random bytes in lower-case hex, or null when
 *  neither `ip` nor `user_agent` is there to be opened; `*_commitment` (lower-case hex) stands in for an erased value. */
export type AuditEventRecord = {
  id: string;
  org_id: string;
  at: string;
  action: string;
  actor_type: string;
  actor_id: string | null;
  resource_type: string | null;
  resource_id: string | null;
  outcome: "success" | "denied" | "failure";
  request_id: string | null;
  details: Record<string, unknown>;
  ip: string | null;
  user_agent: string | null;
  salt: string | null;
  ip_commitment?: string | null;
  user_agent_commitment?: string | null;
};

/** An event whose salt or commitment cannot be used; the message names the field, never its value. */
export class AuditLeafError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "AuditLeafError";
  }
}

/** The salted commitment to one field, SHA-256 over LP(domain, field, salt, value), lower-case hex.
 *  @throws AuditLeafError when the salt is not 16 bytes of lower-case hex or the value is not well-formed text */
export function fieldCommitment(field: "ip" | "user_agent", value: string, salt: string | null): string {
  if (salt === null || !SALT.test(salt)) throw new AuditLeafError(`${field} has no usable salt`);
  if (!value.isWellFormed()) throw new AuditLeafError(`${field} holds a lone surrogate`);
  return hash("sha256", lp(COMMITMENT_DOMAIN, field, Buffer.from(salt, "hex"), value), "hex");
}

/** The bytes of one event that the tree hashes: canonical JSON of every field except `salt`, with `ip` and
 *  `user_agent` as commitments; the same before and after an address was erased.
 *  @throws AuditLeafError, CanonicalJsonError when the event cannot be written exactly */
export function leafInput(event: AuditEventRecord): Uint8Array {
  return Buffer.from(leafText(event), "utf8");
}

/** The RFC 6962 leaf hash of one event, 32 bytes: SHA-256(0x00 || leafInput).
 *  @throws AuditLeafError, CanonicalJsonError when the event cannot be written exactly
 *  @see RFC 6962 section 2.1 */
export function leafHash(event: AuditEventRecord): Buffer {
  return hash("sha256", `\u0000${leafText(event)}`, "buffer");
}

function leafText(event: AuditEventRecord): string {
  return canonicalJson({
    action: event.action,
    actor_id: event.actor_id,
    actor_type: event.actor_type,
    at: event.at,
    details: event.details,
    id: event.id,
    ip_commitment: commitmentOf("ip", event.ip, event.ip_commitment, event.salt),
    org_id: event.org_id,
    outcome: event.outcome,
    request_id: event.request_id,
    resource_id: event.resource_id,
    resource_type: event.resource_type,
    user_agent_commitment: commitmentOf(
      "user_agent",
      event.user_agent,
      event.user_agent_commitment,
      event.salt,
    ),
  });
}

function commitmentOf(
  field: "ip" | "user_agent",
  value: string | null,
  erased: string | null | undefined,
  salt: string | null,
): string | null {
  if (value !== null) return fieldCommitment(field, value, salt);
  if (erased === undefined || erased === null) return null;
  if (!COMMITMENT.test(erased)) throw new AuditLeafError(`${field}_commitment is not a SHA-256 in hex`);
  return erased;
}

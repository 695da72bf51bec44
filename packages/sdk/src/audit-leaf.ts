// Owns the hash of one audit event in the log's Merkle tree: SHA-256(0x00 || canonical JSON of the event), where an
// address and a user agent stand as salted commitments (RFC 6962, section 2.1; RFC 8785).
// Must never guess: what has no exact form throws and is a finding.
import { type Bytes, concat, fromHex, type Sha256, sha256, toHex, utf8 } from "./bytes.ts";

const MAX_DEPTH = 128;
const DOMAIN = measured(utf8("1claw/audit-commitment/v1"));
const COMMITMENT = {
  ip: concat(DOMAIN, measured(utf8("ip"))),
  user_agent: concat(DOMAIN, measured(utf8("user_agent"))),
};
const SALT = /^[0-9a-f]{32}$/;
const LEAF = Uint8Array.of(0);

/** One event as an export holds it. */
export type AuditLogEvent = {
  id: string;
  org_id: string;
  at: string;
  action: string;
  actor_type: string;
  actor_id: string | null;
  resource_type: string | null;
  resource_id: string | null;
  outcome: string;
  request_id: string | null;
  details: Record<string, unknown>;
  ip: string | null;
  user_agent: string | null;
  salt: string | null;
  ip_commitment?: string | null;
  user_agent_commitment?: string | null;
};

/** The leaf hash of an event, 32 bytes. @throws TypeError when the event cannot be written exactly; never with a value in it */
export async function auditLeafHash(event: AuditLogEvent, hash: Sha256 = sha256): Promise<Uint8Array> {
  const { ip, user_agent, ip_commitment, user_agent_commitment, salt, ...rest } = event;
  const [ip_hash, user_agent_hash] = await Promise.all([
    commitment("ip", ip, ip_commitment, salt, hash),
    commitment("user_agent", user_agent, user_agent_commitment, salt, hash),
  ]);
  const text = canonicalJson({ ...rest, ip_commitment: ip_hash, user_agent_commitment: user_agent_hash });
  return hash(concat(LEAF, utf8(text)));
}

async function commitment(
  field: "ip" | "user_agent",
  value: string | null,
  erased: string | null | undefined,
  salt: string | null,
  hash: Sha256,
): Promise<string | null> {
  if (value === null) return erased ?? null;
  if (salt === null || !SALT.test(salt)) throw new TypeError(`${field} has no usable salt`);
  if (!value.isWellFormed()) throw new TypeError(`${field} holds a lone surrogate`);
  return toHex(await hash(concat(COMMITMENT[field], measured(fromHex(salt)), measured(utf8(value)))));
}

/** The item after its length in four bytes. */
function measured(item: Bytes): Bytes {
  const bytes = new Uint8Array(4 + item.length);
  new DataView(bytes.buffer).setUint32(0, item.length);
  bytes.set(item, 4);
  return bytes;
}

/** The RFC 8785 text of a JSON value. @throws TypeError for what JSON cannot carry exactly, and deeper than 128 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new TypeError("a string holds a lone surrogate");
    return JSON.stringify(value);
  }
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== "object") throw new TypeError(`JSON has no such ${typeof value}`);
  if (depth >= MAX_DEPTH) throw new TypeError(`nested deeper than ${MAX_DEPTH}`);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join(",")}]`;
  // Strings compare by UTF-16 code units, which is the order that section 3.2.3 asks for.
  const object = value as Record<string, unknown>;
  const members = Object.keys(object)
    .sort()
    .map((key) => `${canonicalJson(key)}:${canonicalJson(object[key], depth + 1)}`);
  return `{${members.join(",")}}`;
}

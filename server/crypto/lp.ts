// Owns LP, the length-prefixed encoding under every MAC, AAD and hash input of this project.
// Must never change for a given input: stored ciphertexts and MACs depend on it (testdata/lp.json).

export type LpItem = string | Uint8Array | bigint | number;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const U64_MAX = 0xffff_ffff_ffff_ffffn;

/**
 * Each item as 4-byte big-endian length + bytes: text as UTF-8, numbers as u64 big-endian, bytes as they are.
 * @throws RangeError for a number that is negative, not a safe integer or wider than 64 bits
 * @throws TypeError for text with a lone surrogate, which has no UTF-8 form
 */
export function lp(...items: LpItem[]): Buffer {
  const parts = items.map(itemBytes);
  const all = Buffer.allocUnsafe(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.writeUInt32BE(part.length, at);
    all.set(part, at + 4);
    at += 4 + part.length;
  }
  return all;
}

/**
 * The 16 bytes of a UUID in its 36-character form, either case.
 * @throws TypeError for anything else
 */
export function uuidBytes(uuid: string): Buffer {
  if (!UUID.test(uuid)) throw new TypeError("not a UUID");
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

function itemBytes(item: LpItem): Uint8Array {
  if (typeof item === "string") {
    if (!item.isWellFormed()) throw new TypeError("text has a lone surrogate");
    return Buffer.from(item, "utf8");
  }
  if (typeof item === "number" || typeof item === "bigint") return u64(item);
  return item;
}

function u64(value: bigint | number): Buffer {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new RangeError("not a safe integer");
  }
  const wide = BigInt(value);
  if (wide < 0n || wide > U64_MAX) throw new RangeError("does not fit in 64 unsigned bits");
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(wide);
  return bytes;
}

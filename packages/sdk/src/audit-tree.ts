// Owns the Merkle tree of RFC 6962 while it is read from left to right: as many hashes as the size has binary ones.
import { type Bytes, concat, sha256 } from "./audit-bytes.ts";

const NODE = Uint8Array.of(1);

/** A growing tree without its leaves. */
export class AuditTree {
  size = 0;
  // The roots of the complete subtrees, largest first.
  #frontier: Bytes[] = [];

  /** Adds the next leaf hash, 32 bytes. */
  async append(leaf: Bytes): Promise<void> {
    let node = leaf;
    // Sizes may pass 2^31, where the bit operators of the language wrap around.
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) {
      node = await hashPair(this.#frontier.pop() ?? node, node);
    }
    this.#frontier.push(node);
    this.size += 1;
  }

  /** The root over the leaves so far; SHA-256 of nothing where there are none. */
  async root(): Promise<Bytes> {
    let node = this.#frontier.at(-1);
    if (node === undefined) return sha256(new Uint8Array());
    for (const left of this.#frontier.slice(0, -1).reverse()) node = await hashPair(left, node);
    return node;
  }
}

function hashPair(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(concat(NODE, left, right));
}

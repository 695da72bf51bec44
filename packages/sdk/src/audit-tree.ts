// Owns the Merkle tree of RFC 6962 while it is read from left to right: as many hashes as the size has binary ones.
import { type Bytes, concat, type Sha256, sha256 } from "./bytes.ts";

const NODE = Uint8Array.of(1);

/** A growing tree without its leaves. */
export class AuditTree {
  size = 0;
  // The roots of the complete subtrees, largest first: still being hashed, so that those of many leaves are at once.
  #frontier: Promise<Uint8Array>[] = [];
  readonly #sha256: Sha256;

  constructor(hash: Sha256 = sha256) {
    this.#sha256 = hash;
  }

  /** Adds the next leaf hash, 32 bytes. */
  append(leaf: Bytes): void {
    let node: Promise<Uint8Array> = Promise.resolve(leaf);
    // Sizes may pass 2^31, where the bit operators of the language wrap around.
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) {
      node = this.#pair(this.#frontier.pop() ?? node, node);
    }
    this.#frontier.push(node);
    this.size += 1;
  }

  /** The root over the leaves so far, whatever is added later; SHA-256 of nothing where there are none. */
  async root(): Promise<Uint8Array> {
    let node = this.#frontier.at(-1);
    if (node === undefined) return this.#sha256(new Uint8Array());
    for (const left of this.#frontier.slice(0, -1).reverse()) node = this.#pair(left, node);
    return node;
  }

  async #pair(left: Promise<Uint8Array>, right: Promise<Uint8Array>): Promise<Uint8Array> {
    return this.#sha256(concat(NODE, await left, await right));
  }
}

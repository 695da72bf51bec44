// Owns the Merkle tree of RFC 6962 over leaf hashes: an appendable state, its root, and proofs with their checks.
// Knows nothing of events. A check of a proof never throws: whatever it is handed, the answer is true or false.
import { hash } from "node:crypto";

/** A tree without its leaves: `frontier` holds the roots of its complete subtrees, largest first, 32 bytes each,
 *  one for each 1 in the binary form of `size`. */
export type TreeState = { readonly size: number; readonly frontier: readonly Buffer[] };

const HASH_BYTES = 32;
const EMPTY_ROOT = hash("sha256", "", "buffer");

/** The tree without leaves. */
export const EMPTY_TREE: TreeState = { size: 0, frontier: [] };

/** SHA-256(0x00 || data), 32 bytes. @see RFC 6962 section 2.1 */
export function hashLeaf(data: Uint8Array): Buffer {
  const input = Buffer.allocUnsafe(1 + data.length);
  input[0] = 0;
  input.set(data, 1);
  return hash("sha256", input, "buffer");
}

/** The tree with one more leaf; the given state is not changed, so a failed write can simply forget the new one.
 *  @throws RangeError when the state contradicts itself or the hash is not 32 bytes */
export function append(state: TreeState, leaf: Buffer): TreeState {
  assertState(state);
  if (leaf.length !== HASH_BYTES) throw new RangeError("a leaf hash has 32 bytes");
  const frontier = state.frontier.slice();
  let node = leaf;
  for (let rest = state.size; rest % 2 === 1; rest = halve(rest)) {
    node = hashPair(frontier.pop() as Buffer, node);
  }
  frontier.push(node);
  return { size: state.size + 1, frontier };
}

/** The root of the tree, 32 bytes; SHA-256 of nothing for the empty tree.
 *  @throws RangeError when the state contradicts itself */
export function root(state: TreeState): Buffer {
  assertState(state);
  let node = state.frontier[state.frontier.length - 1];
  if (node === undefined) return EMPTY_ROOT;
  for (let i = state.frontier.length - 2; i >= 0; i--) node = hashPair(state.frontier[i] as Buffer, node);
  return node;
}

/** The root over the leaf hashes in order, 32 bytes. */
export function rootOf(leaves: Iterable<Buffer>): Buffer {
  let state = EMPTY_TREE;
  for (const leaf of leaves) state = append(state, leaf);
  return root(state);
}

/** The hashes that lead from leaf `index` to the root over `leaves`, nearest first.
 *  @throws RangeError when there is no such leaf
 *  @see RFC 9162 section 2.1.3.1 */
export function inclusionProof(leaves: readonly Buffer[], index: number): Buffer[] {
  if (!isSize(index) || index >= leaves.length) throw new RangeError("no such leaf");
  if (leaves.length === 1) return [];
  const split = splitPoint(leaves.length);
  const left = leaves.slice(0, split);
  const right = leaves.slice(split);
  return index < split
    ? [...inclusionProof(left, index), rootOf(right)]
    : [...inclusionProof(right, index - split), rootOf(left)];
}

/** Whether `leaf` is leaf number `index` of the tree with this size and root.
 *  @see RFC 9162 section 2.1.3.2 */
export function verifyInclusion(claim: {
  leaf: Buffer;
  index: number;
  size: number;
  root: Buffer;
  proof: readonly Buffer[];
}): boolean {
  if (!isSize(claim.index) || !isSize(claim.size) || claim.index >= claim.size) return false;
  if (![claim.leaf, claim.root, ...claim.proof].every(isHash)) return false;
  let node = claim.index;
  let last = claim.size - 1;
  let result = claim.leaf;
  for (const sibling of claim.proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      result = hashPair(sibling, result);
      while (node % 2 === 0 && node !== 0) {
        node = halve(node);
        last = halve(last);
      }
    } else {
      result = hashPair(result, sibling);
    }
    node = halve(node);
    last = halve(last);
  }
  return last === 0 && result.equals(claim.root);
}

/** The hashes that show the tree over the first `size` leaves to be a beginning of the tree over all `leaves`.
 *  @throws RangeError when there are fewer leaves than `size`
 *  @see RFC 9162 section 2.1.4.1 */
export function consistencyProof(leaves: readonly Buffer[], size: number): Buffer[] {
  if (!isSize(size) || size > leaves.length) throw new RangeError("no such smaller tree");
  return size === 0 ? [] : subproof(leaves, size, true);
}

function subproof(leaves: readonly Buffer[], size: number, known: boolean): Buffer[] {
  if (size === leaves.length) return known ? [] : [rootOf(leaves)];
  const split = splitPoint(leaves.length);
  const left = leaves.slice(0, split);
  const right = leaves.slice(split);
  return size <= split
    ? [...subproof(left, size, known), rootOf(right)]
    : [...subproof(right, size - split, false), rootOf(left)];
}

/** Whether the first tree is a beginning of the second one: nothing before `first_size` was changed or removed.
 *  @see RFC 9162 section 2.1.4.2 */
export function verifyConsistency(claim: {
  first_size: number;
  first_root: Buffer;
  second_size: number;
  second_root: Buffer;
  proof: readonly Buffer[];
}): boolean {
  const { first_size, first_root, second_size, second_root, proof } = claim;
  if (!isSize(first_size) || !isSize(second_size) || first_size > second_size) return false;
  if (![first_root, second_root, ...proof].every(isHash)) return false;
  if (first_size === second_size) return proof.length === 0 && first_root.equals(second_root);
  if (first_size === 0) return proof.length === 0 && first_root.equals(EMPTY_ROOT);
  const path = isPowerOfTwo(first_size) ? [first_root, ...proof] : [...proof];
  const roots = climb(path, first_size - 1, second_size - 1);
  return roots?.first.equals(first_root) === true && roots.second.equals(second_root);
}

function climb(path: Buffer[], firstLast: number, secondLast: number) {
  let node = firstLast;
  let last = secondLast;
  while (node % 2 === 1) {
    node = halve(node);
    last = halve(last);
  }
  const seed = path.shift();
  if (seed === undefined) return null;
  let first = seed;
  let second = seed;
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      first = hashPair(sibling, first);
      second = hashPair(sibling, second);
      while (node % 2 === 0 && node !== 0) {
        node = halve(node);
        last = halve(last);
      }
    } else {
      second = hashPair(second, sibling);
    }
    node = halve(node);
    last = halve(last);
  }
  return last === 0 ? { first, second } : null;
}

function hashPair(left: Buffer, right: Buffer): Buffer {
  const input = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + HASH_BYTES);
  return hash("sha256", input, "buffer");
}

// Sizes may pass 2^31, where the bit operators of the language wrap around.
function halve(n: number): number {
  return Math.floor(n / 2);
}

function splitPoint(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest > 1 && rest % 2 === 0) rest /= 2;
  return rest === 1;
}

function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function isHash(value: Buffer): boolean {
  return Buffer.isBuffer(value) && value.length === HASH_BYTES;
}

function assertState(state: TreeState): void {
  if (!isSize(state.size)) throw new RangeError("a tree size is a non-negative integer");
  let ones = 0;
  for (let rest = state.size; rest > 0; rest = halve(rest)) ones += rest % 2;
  if (state.frontier.length !== ones || !state.frontier.every(isHash)) {
    throw new RangeError("the frontier does not belong to a tree of this size");
  }
}

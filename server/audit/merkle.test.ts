import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  append,
  consistencyProof,
  EMPTY_TREE,
  hashLeaf,
  inclusionProof,
  root,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from "./merkle.ts";
import vectors from "./testdata/merkle-roots.json" with { type: "json" };

const sha256 = (...parts: Uint8Array[]) => {
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest();
};

// The definition of RFC 6962 section 2.1, word for word.
function naiveRoot(entries: Buffer[]): Buffer {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(Buffer.of(0), only);
  const k = 2 ** Math.ceil(Math.log2(entries.length) - 1);
  return sha256(Buffer.of(1), naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)));
}

const entries = Array.from({ length: 130 }, (_, i) => Buffer.from(`entry ${i}`));
const leaves = entries.map(hashLeaf);
const sizes = fc.integer({ min: 1, max: leaves.length });
const flip = (hash: Buffer, bit: number) => {
  const copy = Buffer.from(hash);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

describe("the Merkle tree", () => {
  it.each(vectors.roots.map((hex, size) => [size, hex] as const))(
    "has the known root over the first %i reference leaves",
    (size, hex) => {
      const inputs = vectors.leaves.slice(0, size).map((leaf) => Buffer.from(leaf, "hex"));
      expect(rootOf(inputs.map(hashLeaf)).toString("hex")).toBe(hex);
      expect(naiveRoot(inputs).toString("hex")).toBe(hex);
    },
  );

  it("has the root that the definition gives, at every size it grows through", () => {
    let state = EMPTY_TREE;
    for (const [i, leaf] of leaves.entries()) {
      expect(root(state)).toEqual(naiveRoot(entries.slice(0, i)));
      state = append(state, leaf);
    }
    expect(root(state)).toEqual(naiveRoot(entries));
  });

  it("leaves the given state as it was when it appends", () => {
    const before = append(EMPTY_TREE, leaves[0] as Buffer);
    append(before, leaves[1] as Buffer);
    expect(before).toEqual({ size: 1, frontier: [leaves[0]] });
  });

  it("counts sizes beyond 32 bits", () => {
    const size = 2 ** 40 + 1;
    const state = append({ size, frontier: [leaves[0] as Buffer, leaves[1] as Buffer] }, leaves[2] as Buffer);
    expect(state.size).toBe(size + 1);
    expect(state.frontier).toHaveLength(2);
  });

  it("refuses a state that contradicts itself and a leaf that is no hash", () => {
    const hash = leaves[0] as Buffer;
    expect(() => append({ size: 2, frontier: [hash, hash] }, hash)).toThrow(RangeError);
    expect(() => root({ size: 1, frontier: [] })).toThrow(RangeError);
    expect(() => root({ size: 1, frontier: [hash.subarray(1)] })).toThrow(RangeError);
    expect(() => append(EMPTY_TREE, hash.subarray(1))).toThrow(RangeError);
  });
});

describe("an inclusion proof", () => {
  const cases = sizes.chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));
  const claimFor = (size: number, index: number) => {
    const tree = leaves.slice(0, size);
    const leaf = leaves[index] as Buffer;
    return { leaf, index, size, root: rootOf(tree), proof: inclusionProof(tree, index) };
  };

  it("holds for every leaf of every tree", () => {
    fc.assert(fc.property(cases, ([size, index]) => verifyInclusion(claimFor(size, index))));
  });

  it("fails for any other leaf, index, root or path", () => {
    fc.assert(
      fc.property(cases, fc.nat(255), fc.nat(), ([size, index], bit, pick) => {
        const claim = claimFor(size, index);
        const { proof } = claim;
        const at = pick % Math.max(1, proof.length);
        expect(verifyInclusion({ ...claim, leaf: flip(claim.leaf, bit) })).toBe(false);
        expect(verifyInclusion({ ...claim, root: flip(claim.root, bit) })).toBe(false);
        expect(verifyInclusion({ ...claim, index: pick % (size + 3) })).toBe(pick % (size + 3) === index);
        expect(verifyInclusion({ ...claim, proof: [...proof, claim.leaf] })).toBe(false);
        if (proof.length === 0) return;
        expect(verifyInclusion({ ...claim, proof: proof.slice(0, -1) })).toBe(false);
        const bent = proof.map((hash, i) => (i === at ? flip(hash, bit) : hash));
        expect(verifyInclusion({ ...claim, proof: bent })).toBe(false);
      }),
    );
  });

  it("of a subtree is none of a larger or smaller tree", () => {
    expect(verifyInclusion({ ...claimFor(4, 0), size: 8 })).toBe(false);
    expect(verifyInclusion({ ...claimFor(8, 0), size: 4 })).toBe(false);
    expect(verifyInclusion({ ...claimFor(8, 7), index: 3, size: 4 })).toBe(false);
  });

  it("is false, not an error, for claims that make no sense", () => {
    const claim = claimFor(5, 2);
    for (const index of [-1, 5, 0.5, Number.NaN]) expect(verifyInclusion({ ...claim, index })).toBe(false);
    expect(verifyInclusion({ ...claim, proof: [Buffer.alloc(0)] })).toBe(false);
    expect(() => inclusionProof(leaves, leaves.length)).toThrow(RangeError);
  });
});

describe("a consistency proof", () => {
  const cases = sizes.chain((size) => fc.tuple(fc.nat(size), fc.constant(size)));
  const claimFor = (first: number, second: number) => ({
    first_size: first,
    first_root: rootOf(leaves.slice(0, first)),
    second_size: second,
    second_root: rootOf(leaves.slice(0, second)),
    proof: consistencyProof(leaves.slice(0, second), first),
  });

  it("holds between every tree and what it grew into", () => {
    fc.assert(fc.property(cases, ([first, second]) => verifyConsistency(claimFor(first, second))));
  });

  it("fails for another root, size or path", () => {
    fc.assert(
      fc.property(cases, fc.nat(255), fc.nat(), ([first, second], bit, pick) => {
        const claim = claimFor(first, second);
        expect(verifyConsistency({ ...claim, first_root: flip(claim.first_root, bit) })).toBe(false);
        if (first > 0) {
          expect(verifyConsistency({ ...claim, second_root: flip(claim.second_root, bit) })).toBe(false);
        }
        expect(verifyConsistency({ ...claim, proof: [...claim.proof, claim.first_root] })).toBe(false);
        if (claim.proof.length === 0) return;
        const at = pick % claim.proof.length;
        const bent = claim.proof.map((hash, i) => (i === at ? flip(hash, bit) : hash));
        expect(verifyConsistency({ ...claim, proof: bent })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: claim.proof.slice(1) })).toBe(false);
      }),
    );
  });

  it("fails when an old leaf was changed before the tree grew", () => {
    const rewritten = leaves.with(3, hashLeaf(Buffer.from("another entry")));
    const claim = claimFor(50, 100);
    const second_root = rootOf(rewritten.slice(0, 100));
    const proof = consistencyProof(rewritten.slice(0, 100), 50);
    expect(verifyConsistency({ ...claim, second_root, proof })).toBe(false);
  });

  it("is false, not an error, for claims that make no sense", () => {
    const claim = claimFor(3, 7);
    expect(verifyConsistency({ ...claim, first_size: 8 })).toBe(false);
    expect(verifyConsistency({ ...claim, second_size: 14 })).toBe(false);
    expect(verifyConsistency({ ...claim, second_size: 4 })).toBe(false);
    expect(verifyConsistency({ ...claim, first_size: -1 })).toBe(false);
    expect(verifyConsistency({ ...claim, proof: [] })).toBe(false);
    expect(() => consistencyProof(leaves, leaves.length + 1)).toThrow(RangeError);
  });
});

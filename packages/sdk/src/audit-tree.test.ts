import { describe, expect, it } from "vitest";
import { append, EMPTY_TREE, root } from "../../../server/audit/merkle.ts";
import merkle from "../../../server/audit/testdata/merkle-roots.json" with { type: "json" };
import { AuditTree } from "./audit-tree.ts";
import { concat, fromHex, sha256, toHex } from "./bytes.ts";

describe("the tree", () => {
  it.each(merkle.roots.map((hex, size) => [size, hex] as const))(
    "has the known root over the first %i reference leaves",
    async (size, hex) => {
      const tree = new AuditTree();
      for (const leaf of merkle.leaves.slice(0, size)) {
        tree.append(await sha256(concat(Uint8Array.of(0), fromHex(leaf))));
      }
      expect(toHex(await tree.root())).toBe(hex);
    },
  );

  it("has at every size the root that the server signs, although it has grown before it is looked at", async () => {
    const tree = new AuditTree();
    let sealed = EMPTY_TREE;
    const signed: string[] = [];
    const roots: Promise<Uint8Array>[] = [];
    for (let n = 0; n < 300; n++) {
      const leaf = Uint8Array.from({ length: 32 }, (_, at) => (n * 31 + at * 7) % 256);
      tree.append(leaf);
      sealed = append(sealed, Buffer.from(leaf));
      roots.push(tree.root());
      signed.push(root(sealed).toString("hex"));
    }
    expect((await Promise.all(roots)).map(toHex)).toEqual(signed);
  });
});

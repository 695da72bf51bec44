// What is recognised of values that were read, and what is kept of them.
import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createReadValues, originOf, type ReadValues, remember } from "./read-values.ts";

const A = { vault_id: "v1", path: "api-keys/stripe" };
const B = { vault_id: "v2", path: "other/place" };
const VALUE = 'CANARY-sk_live/"51Nw+q"\n8Zk';

function having(...values: string[]): ReadValues {
  const reads = createReadValues();
  for (const value of values) remember(reads, value, A);
  return reads;
}

describe("a value that was read is recognised", () => {
  const encoded: [string, string][] = [
    ["as it is", VALUE],
    ["with white space around it", `\n  ${VALUE}\t\n`],
    ["inside other text", `DB=1\nKEY='${VALUE}' # as told`],
    ["at the very end of a long text", `${"the quick brown fox ".repeat(2_000)}${VALUE}`],
    ["in a JSON text", JSON.stringify({ nested: { key: VALUE } })],
    ["in a URL", `https://x.example/?k=${encodeURIComponent(VALUE)}&z=1`],
    ["in base64", Buffer.from(VALUE).toString("base64")],
    ["in base64url, in a sentence", `it is ${Buffer.from(VALUE).toString("base64url")}, decoded`],
    ["in base64 with something before it", Buffer.from(`user:${VALUE}`).toString("base64")],
    ["in base64 broken into lines", Buffer.from(VALUE).toString("base64").replace(/.{8}/g, "$&\n")],
    ["in hex", Buffer.from(VALUE).toString("hex")],
    ["in upper-case hex, in a sentence", `0x ${Buffer.from(VALUE).toString("hex").toUpperCase()}.`],
  ];
  it.each(encoded)("%s", (_how, text) => {
    expect(originOf(having("another-value-1", VALUE, "another-value-2"), text)).toEqual(A);
  });

  it("also without the white space that it was stored with, and where it is of any script", () => {
    expect(originOf(having("  token-1234\n"), "use token-1234 here")).toEqual(A);
    expect(originOf(having("пароль-密码-🔑-x"), "это пароль-密码-🔑-x, да")).toEqual(A);
  });

  it("by itself alone where it is short, because text would hold it by chance", () => {
    expect(originOf(having("1234"), "1234")).toEqual(A);
    expect(originOf(having("1234"), "it costs 12345")).toBeNull();
  });

  it("whole where it is longer than what is searched", () => {
    const long = randomBytes(100_000).toString("base64");
    expect(originOf(having(long), long)).toEqual(A);
  });
});

it("nothing is recognised in texts that hold no value, whatever their form", () => {
  const reads = having(VALUE, "correct horse battery");
  const words = "It is for the nightly export: https://x.example/a%20b%zz \\q \\u12 deadbeefdeadbeef=";
  for (const text of [
    "",
    " ",
    words,
    VALUE.slice(1),
    VALUE.toUpperCase(),
    randomBytes(30_000).toString("base64"),
  ])
    expect(originOf(reads, text)).toBeNull();
});

it("what was read at a place may go there, and with it nothing that was read elsewhere", () => {
  const reads = having(VALUE);
  expect(originOf(reads, `${VALUE} rotated`, A)).toBeNull();
  expect(originOf(reads, VALUE, B)).toEqual(A);
  expect(originOf(reads, VALUE, { ...A, vault_id: "v2" })).toEqual(A);
  remember(reads, "read-elsewhere", B);
  expect(originOf(reads, `${VALUE} read-elsewhere`, A)).toEqual(B);
  remember(reads, VALUE, B);
  expect(originOf(reads, VALUE, A)).toBeNull();
  expect(originOf(reads, VALUE, B)).toBeNull();
});

it("what is kept holds no value, no part and no encoding of one, and differs from process to process", () => {
  const dump = (reads: ReadValues) => JSON.stringify([...reads.kept]);
  const texts = [having(VALUE), having(VALUE)].map(dump);
  expect(texts[0]).toContain(A.path);
  expect(texts[0]).not.toBe(texts[1]);
  for (const form of [VALUE, Buffer.from(VALUE).toString("base64"), Buffer.from(VALUE).toString("hex")])
    for (let at = 0; at + 6 <= form.length; at++) expect(texts[0]).not.toContain(form.slice(at, at + 6));
});

it("never more is kept than there is room for; what was read longest ago goes first", () => {
  const reads = createReadValues(100);
  for (let i = 0; i < 5_000; i++) {
    remember(reads, `value-number-${i}`, { vault_id: "v", path: `p/${i}` });
    remember(reads, "read-all-the-time", { vault_id: "v", path: `p/${i % 50}` });
  }
  expect(reads.kept.size).toBe(100);
  for (const { places } of reads.kept.values()) expect(places.length).toBeLessThanOrEqual(8);
  expect(originOf(reads, "value-number-4990")).not.toBeNull();
  expect(originOf(reads, "value-number-10")).toBeNull();
  expect(originOf(reads, "read-all-the-time")).not.toBeNull();
});

it("the worst text there is takes no longer than a moment", () => {
  const reads = createReadValues();
  for (let i = 0; i < 1_000; i++) remember(reads, `${"ab".repeat(20 + i)}${i}`, A);
  const texts = ["ab".repeat(500_000), "\\%41".repeat(200_000), randomBytes(2_000_000).toString("hex")];
  for (const text of texts) {
    const start = performance.now();
    originOf(reads, text, A);
    expect(performance.now() - start).toBeLessThan(1_000);
  }
});

import { describe, expect, it } from "vitest";
import { createLocalKms } from "#server/ports/kms/local.ts";
import { hashApiKey, newApiKey, parseApiKey } from "./api-key.ts";
import { hashOpaqueToken, newOpaqueToken } from "./opaque-token.ts";
import vectors from "./testdata/api-key.json" with { type: "json" };
import keys from "./testdata/local-kms.json" with { type: "json" };

const kms = createLocalKms({ root: Buffer.from(keys.root, "hex"), deployment_id: keys.deployment_id });

describe("API keys", () => {
  it.each(["ocv", "1ck"] as const)(
    "%s keys are parsed back to their kind and a 12-character prefix",
    (kind) => {
      const key = newApiKey(kind);
      expect(key).toMatch(/^(ocv|1ck)_[A-Za-z0-9_-]{43}$/);
      expect(parseApiKey(key)).toEqual({ kind, prefix: key.slice(0, 12) });
      expect(newApiKey(kind)).not.toBe(key);
    },
  );

  const key = `ocv_${"A".repeat(43)}`;
  it.each([
    ["empty", ""],
    ["another kind", key.replace("ocv", "sk_")],
    ["upper-case kind", key.replace("ocv", "OCV")],
    ["one character short", key.slice(0, -1)],
    ["one character long", `${key}A`],
    ["padding", `${key}=`],
    ["a newline after it", `${key}\n`],
    ["a space before it", ` ${key}`],
    ["the other base64 alphabet", `${key.slice(0, -1)}+`],
    ["a second spelling of the same bytes", `${key.slice(0, -1)}B`],
    ["NUL", `${key.slice(0, -1)}\0`],
  ])("text with %s is no key", (_, text) => {
    expect(parseApiKey(text)).toBeNull();
  });

  it.each(vectors.api_keys)("are stored under the written MAC", async (vector) => {
    const kind = vector.kind === "ocv" ? "ocv" : "1ck";
    expect((await hashApiKey(kms, kind, vector.key)).toString("hex")).toBe(vector.hash);
    expect((await hashApiKey(kms, "1ck", vector.key)).toString("hex")).not.toBe(vector.hash);
  });
});

describe("opaque tokens", () => {
  it("are 43 characters and never the same", () => {
    expect(newOpaqueToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set(Array.from({ length: 100 }, newOpaqueToken)).size).toBe(100);
  });

  it.each(vectors.opaque_tokens)(
    "are stored under the written MAC, apart for each purpose",
    async (vector) => {
      expect((await hashOpaqueToken(kms, vector.purpose, vector.token)).toString("hex")).toBe(vector.hash);
      expect((await hashOpaqueToken(kms, "invite", vector.token)).toString("hex")).not.toBe(vector.hash);
    },
  );
});

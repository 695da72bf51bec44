import { createHmac, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { decodeProtectedHeader, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { createLocalKms } from "#server/ports/kms/local.ts";
import {
  type Claims,
  createTokenVerifier,
  signToken,
  type TokenType,
  type VerificationKey,
  verifyToken,
} from "./jwt.ts";
import keys from "./testdata/local-kms.json" with { type: "json" };

const kms = createLocalKms({ root: Buffer.from(keys.root, "hex"), deployment_id: keys.deployment_id });
const stored = keys.signing_key;
const key = { kid: stored.kid, material: Buffer.from(stored.material, "hex") };
const publicKey = Buffer.from(stored.public_key, "hex");
const known = new Map<string, VerificationKey>([[key.kid, { public_key: publicKey }]]);
const now = new Date("2026-11-22T12:00:00Z");
const seconds = now.getTime() / 1000;
const expected = {
  typ: "at+jwt" as TokenType,
  issuer: "https://vault.test",
  audience: "https://vault.test/api",
  now,
};
const claims: Claims = {
  iss: expected.issuer,
  aud: expected.audience,
  sub: "user:0b9d5a3e-7f1c-4e62-9a80-c3d4e5f60718",
  jti: "a3d0b6c2",
  iat: seconds,
  exp: seconds + 900,
  scopes: ["secrets:read"],
  org: "o1",
};

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = (change: Record<string, unknown> = {}) =>
  signToken(kms, key, "at+jwt", { ...claims, ...change });

/** A token with any header, signed by our own key as EdDSA: only the header can be the reason of a refusal. */
async function withHeader(header: unknown, payload: unknown = claims): Promise<string> {
  const input = `${typeof header === "string" ? header : encode(header)}.${encode(payload)}`;
  return `${input}.${Buffer.from(await kms.sign(key, Buffer.from(input))).toString("base64url")}`;
}

const refusedByAll = (text: string, at = expected) => {
  const verifier = createTokenVerifier({ keys: () => known, issuer: at.issuer, audience: at.audience });
  expect(verifyToken(text, known, at)).toBeNull();
  expect(verifier.verify(text, at.typ, at.now)).toBeNull();
};

describe("signToken", () => {
  it("makes tokens that an independent library verifies, with exactly three header members", async () => {
    const text = await token();
    expect(decodeProtectedHeader(text)).toEqual({ alg: "EdDSA", typ: "at+jwt", kid: key.kid });
    const jwk = createPublicKey({
      key: { kty: "OKP", crv: "Ed25519", x: publicKey.toString("base64url") },
      format: "jwk",
    });
    const { payload } = await jwtVerify(text, jwk, { ...expected, currentDate: now, typ: "at+jwt" });
    expect(payload).toEqual(claims);
  });

  it("gives a token whose claims come back from verifyToken, frozen", async () => {
    const verified = verifyToken(await token(), known, expected);
    expect(verified).toEqual(claims);
    expect(Object.isFrozen(verified)).toBe(true);
    expect(Object.isFrozen(verified?.scopes)).toBe(true);
  });
});

describe("verifyToken refuses", () => {
  it.each([
    "none",
    "None",
    "nOnE",
    "",
    "ES256",
    "RS256",
    "HS256",
    "Ed25519",
    "eddsa",
    undefined,
    null,
    ["EdDSA"],
  ])("the algorithm %j, whatever the signature", async (alg) => {
    const header = { alg, typ: "at+jwt", kid: key.kid };
    refusedByAll(await withHeader(header));
    refusedByAll(`${encode(header)}.${encode(claims)}.`);
  });

  it("HS256 keyed with any encoding of the public key", () => {
    const object = createPublicKey({
      key: { kty: "OKP", crv: "Ed25519", x: publicKey.toString("base64url") },
      format: "jwk",
    });
    const pem = object.export({ type: "spki", format: "pem" }).toString();
    const secrets = [
      publicKey,
      publicKey.toString("hex"),
      publicKey.toString("base64"),
      publicKey.toString("base64url"),
      pem,
      pem.trim(),
      ` ${pem}`,
      object.export({ type: "spki", format: "der" }),
      JSON.stringify(object.export({ format: "jwk" })),
    ];
    for (const secret of secrets) {
      for (const alg of ["HS256", "EdDSA"]) {
        const input = `${encode({ alg, typ: "at+jwt", kid: key.kid })}.${encode(claims)}`;
        refusedByAll(`${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`);
        refusedByAll(`${input}.${createHmac("sha512", secret).update(input).digest("base64url")}`);
      }
    }
  });

  it("a token of another key, also when it brings that key along", async () => {
    const pair = generateKeyPairSync("ed25519");
    const jwk = pair.publicKey.export({ format: "jwk" });
    for (const extra of [
      {},
      { jwk },
      { jku: "https://evil.test/jwks" },
      { x5u: "https://evil.test" },
      { x5c: ["MA"] },
    ]) {
      const input = `${encode({ alg: "EdDSA", typ: "at+jwt", kid: key.kid, ...extra })}.${encode(claims)}`;
      refusedByAll(`${input}.${sign(null, Buffer.from(input), pair.privateKey).toString("base64url")}`);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ["jwk", { jwk: {} }],
    ["jku", { jku: "https://evil.test" }],
    ["x5u", { x5u: "https://evil.test" }],
    ["x5c", { x5c: [] }],
    ["crit", { crit: ["x"], x: 1 }],
    ["b64", { b64: false }],
    ["cty", { cty: "JWT" }],
    ["zip", { zip: "DEF" }],
  ])("the header member %s even under our own signature", async (_, extra) => {
    refusedByAll(await withHeader({ alg: "EdDSA", typ: "at+jwt", kid: key.kid, ...extra }));
  });

  it.each([
    "../../etc/passwd",
    "' OR 1=1 --",
    "unknown",
    "",
    "__proto__",
    [key.kid],
    { kid: key.kid },
    1,
    null,
    undefined,
    "k".repeat(5120),
    `${key.kid}\0`,
  ])("the key id %j", async (kid) => {
    refusedByAll(await withHeader({ alg: "EdDSA", typ: "at+jwt", kid }));
  });

  it("a change of any single byte of header, payload or signature", async () => {
    const text = await token();
    for (let at = 0; at < text.length; at++) {
      for (const replacement of ["A", "B", "_", ".", "=", " ", "\0", "é"]) {
        if (text[at] === replacement) continue;
        const changed = text.slice(0, at) + replacement + text.slice(at + 1);
        expect(verifyToken(changed, known, expected)).toBeNull();
      }
    }
  });

  it("every other way to write the same token", async () => {
    const text = await token();
    const [head, body, tail] = text.split(".") as [string, string, string];
    const spellings = [
      `${text}\n`,
      `\n${text}`,
      ` ${text}`,
      `${text} `,
      `${text}=`,
      `${text}==`,
      `${head}=.${body}.${tail}`,
      `${text}.`,
      `${text}..`,
      `.${text}`,
      `${head}.${body}`,
      `${head}.${body}.`,
      `${head}..${tail}`,
      `.${body}.${tail}`,
      "..",
      "",
      head,
      `Bearer ${text}`,
      `${head}.${body}.${tail}.${tail}.${tail}`,
      `${head}.${Buffer.from(body, "base64url").toString("base64")}+.${tail}`,
      JSON.stringify({ protected: head, payload: body, signature: tail }),
      JSON.stringify({ payload: body, signatures: [{ protected: head, signature: tail }] }),
      `${head}.${body}.${tail.slice(0, -2)}`,
      `${head}.${body}.${tail}AA`,
      `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) + 1)}`,
    ];
    for (const spelling of spellings) refusedByAll(spelling);
  });

  it("parts that are not JSON objects", async () => {
    const header = { alg: "EdDSA", typ: "at+jwt", kid: key.kid };
    for (const part of ["bm90IGpzb24", encode(null), encode([]), encode("EdDSA"), encode([header]), "_w"]) {
      refusedByAll(await withHeader(part));
    }
    for (const payload of [null, [], "x", 1, [claims]]) refusedByAll(await withHeader(header, payload));
  });

  it("tokens longer than 8 KB, and 16 KB of anything", async () => {
    expect(verifyToken(await token({ note: "x".repeat(4000) }), known, expected)).not.toBeNull();
    refusedByAll(await token({ note: "x".repeat(6500) }));
    refusedByAll("x".repeat(16_384));
    refusedByAll(".".repeat(8192));
  });

  it("values that are no text, without throwing", () => {
    for (const value of [undefined, null, 7, {}, ["a.b.c"]]) refusedByAll(value as unknown as string);
  });

  it("a token of another type, either way", async () => {
    const mfa = await signToken(kms, key, "mfa+jwt", claims);
    refusedByAll(mfa);
    expect(verifyToken(mfa, known, { ...expected, typ: "mfa+jwt" })).toEqual(claims);
    refusedByAll(await token(), { ...expected, typ: "mfa+jwt" });
    for (const typ of ["JWT", "at+JWT", "application/at+jwt", undefined]) {
      refusedByAll(await withHeader({ alg: "EdDSA", typ, kid: key.kid }));
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ["another issuer", { iss: "https://other.test" }],
    ["our issuer with a slash", { iss: `${expected.issuer}/` }],
    ["no issuer", { iss: undefined }],
    ["another audience", { aud: "https://other.test/api" }],
    ["our audience in a list", { aud: [expected.audience] }],
    ["our audience beside another", { aud: [expected.audience, "https://other.test"] }],
    ["no audience", { aud: undefined }],
    ["no expiry", { exp: undefined }],
    ["an expiry as text", { exp: String(seconds + 900) }],
    ["an expiry with a fraction", { exp: seconds + 900.5 }],
    ["an expiry beyond integers", { exp: 1e300 }],
    ["an expiry of null", { exp: null }],
    ["an expiry now", { exp: seconds }],
    ["an expiry in the past", { exp: seconds - 1 }],
    ["an issue time 61 s ahead", { iat: seconds + 61 }],
    ["no issue time", { iat: undefined }],
    ["an issue time as text", { iat: String(seconds) }],
    ["no id", { jti: undefined }],
    ["an id that is a number", { jti: 7 }],
    ["an empty id", { jti: "" }],
    ["no subject", { sub: undefined }],
  ])("%s", async (_, change) => {
    refusedByAll(await token(change));
  });
});

describe("verifyToken accepts", () => {
  it("an issue time up to 60 s ahead, and the last second before the expiry", async () => {
    expect(verifyToken(await token({ iat: seconds + 60 }), known, expected)).not.toBeNull();
    expect(verifyToken(await token({ exp: seconds + 1 }), known, expected)).not.toBeNull();
  });

  it("tokens of the previous and of the next key while both are listed", async () => {
    const made = await kms.createSigningKey("next");
    const both = new Map([...known, ["next", { public_key: made.public_key }]]);
    const text = await signToken(kms, { kid: "next", material: made.material }, "at+jwt", claims);
    expect(verifyToken(text, both, expected)).toEqual(claims);
    expect(verifyToken(text, known, expected)).toBeNull();
    expect(verifyToken(await token(), both, expected)).toEqual(claims);
  });
});

describe("createTokenVerifier", () => {
  const setup = () => {
    const listed = new Map(known);
    const verifier = createTokenVerifier({
      keys: () => listed,
      issuer: expected.issuer,
      audience: expected.audience,
    });
    return { listed, verify: (text: string, at = now, typ = expected.typ) => verifier.verify(text, typ, at) };
  };

  it("gives the same claims again without a second signature check", async () => {
    const { verify } = setup();
    const text = await token();
    const first = verify(text);
    expect(first).toEqual(claims);
    expect(verify(text)).toBe(first);
  });

  it("refuses a remembered token from its expiry on", async () => {
    const { verify } = setup();
    const text = await token({ exp: seconds + 10 });
    expect(verify(text)).not.toBeNull();
    expect(verify(text, new Date(now.getTime() + 9_999))).not.toBeNull();
    expect(verify(text, new Date(now.getTime() + 10_000))).toBeNull();
  });

  it("refuses a remembered token as another type", async () => {
    const { verify } = setup();
    const text = await token();
    expect(verify(text)).not.toBeNull();
    expect(verify(text, now, "mfa+jwt")).toBeNull();
  });

  it("refuses a remembered token when its key is gone or replaced", async () => {
    const { verify, listed } = setup();
    const text = await token();
    expect(verify(text)).not.toBeNull();
    listed.set(key.kid, { public_key: Buffer.alloc(32, 3) });
    expect(verify(text)).toBeNull();
    listed.set(key.kid, { public_key: publicKey });
    expect(verify(text)).not.toBeNull();
    listed.delete(key.kid);
    expect(verify(text)).toBeNull();
  });

  it("does not take a changed token for the remembered one", async () => {
    const { verify } = setup();
    const text = await token();
    expect(verify(text)).not.toBeNull();
    expect(verify(`${text.slice(0, -3)}AAA`)).toBeNull();
    expect(verify(`${text}\n`)).toBeNull();
    expect(verify(text)).not.toBeNull();
  });
});

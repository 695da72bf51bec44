// An OpenID Connect issuer for tests: discovery, keys and tokens over real HTTP on this machine, and a note of who asked.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { createIssuerKeys } from "#server/auth/issuer-keys.ts";
import { createEgress } from "#server/ports/egress.ts";
import type { TestApi } from "./test-api.ts";

export type SigningKey = { kid: string; alg: string; privateKey: CryptoKey; jwk: JWK };

export type OidcIssuer = {
  url: string;
  /** Paths that were asked for, in order. */
  asked: string[];
  /** What it publishes; tests change it. */
  published: { issuer: string; keys: JWK[] };
  /** Keys that it signs with: RS256 first, then ES256 and EdDSA. */
  keys: SigningKey[];
  /** Signs claims as they are, with the first key unless told otherwise. */
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>, key?: SigningKey): Promise<string>;
  close(): Promise<void>;
};

export async function signingKey(alg: string, kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

export async function oidcIssuer(): Promise<OidcIssuer> {
  const keys = await Promise.all([
    signingKey("RS256", "rsa"),
    signingKey("ES256", "ec"),
    signingKey("EdDSA", "ed"),
  ]);
  const published = { issuer: "", keys: keys.map(({ jwk }) => jwk) };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.setHeader("content-type", "application/json");
    if (request.url === "/.well-known/openid-configuration")
      response.end(JSON.stringify({ issuer: published.issuer, jwks_uri: `${url}/jwks` }));
    else response.end(JSON.stringify({ keys: published.keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  published.issuer = url;
  const [first] = keys;
  return {
    url,
    asked,
    published,
    keys,
    sign: (claims, header = {}, key = first) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: key?.alg ?? "", kid: key?.kid, ...header })
        .sign((key as SigningKey).privateKey),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Lets people sign in with an issuer that stands in for Google. */
export function useAsGoogle(api: TestApi, issuer: OidcIssuer): void {
  Object.assign(api.runtime.config, { GOOGLE_CLIENT_ID: "client-of-ours", GOOGLE_ISSUER: issuer.url });
  allowIssuers(api);
}

/** Lets the product ask issuers on this machine, as EGRESS_ALLOW would. */
export function allowIssuers(api: TestApi): void {
  const egress = createEgress({ allow: ["127.0.0.1"], version: "0.0.0" });
  Object.assign(api.runtime, { issuerKeys: createIssuerKeys(egress, api.clock) });
}

/** What Google would say about a person, valid now. */
export function googleClaims(api: TestApi, issuer: OidcIssuer, email: string): Record<string, unknown> {
  const now = Math.floor(api.clock.now().getTime() / 1000);
  return {
    iss: issuer.url,
    aud: "client-of-ours",
    sub: `google-${email.toLowerCase()}`,
    iat: now,
    exp: now + 3600,
    email,
    email_verified: true,
    name: "Grace Hopper",
  };
}

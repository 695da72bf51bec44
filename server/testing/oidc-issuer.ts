// An OpenID Connect issuer for tests: discovery, keys, tokens and the authorization code flow over real HTTP on this
// machine, and a note of who asked.
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
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
  /** Who is signed in at the issuer: the claims of the next ID token that somebody consents to. */
  person: Record<string, unknown> | null;
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
  const codes = new Map<string, Consent>();
  const server = createServer(async (request, response) => {
    asked.push(request.url ?? "");
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (pathname === "/.well-known/openid-configuration")
      return answer(200, discovery(published.issuer, url));
    if (pathname === "/authorize") {
      const code = randomUUID();
      codes.set(code, { asked: searchParams, person: issuer.person ?? {} });
      const back = new URL(searchParams.get("redirect_uri") ?? url);
      back.search = String(new URLSearchParams({ code, state: searchParams.get("state") ?? "" }));
      return response.writeHead(302, { location: back.href }).end();
    }
    if (pathname === "/token") {
      const given = new URLSearchParams(await bodyOf(request));
      const consent = codes.get(given.get("code") ?? "");
      codes.delete(given.get("code") ?? "");
      if (!consent || !isProven(consent.asked, given)) return answer(400, { error: "invalid_grant" });
      const id_token = await issuer.sign(idClaims(published.issuer, consent));
      return answer(200, { access_token: randomUUID(), token_type: "Bearer", expires_in: 3600, id_token });
    }
    answer(200, { keys: published.keys });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  published.issuer = url;
  const [first] = keys;
  const issuer: OidcIssuer = {
    url,
    asked,
    published,
    person: null,
    keys,
    sign: (claims, header = {}, key = first) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: key?.alg ?? "", kid: key?.kid, ...header })
        .sign((key as SigningKey).privateKey),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return issuer;
}

/** What somebody consented to: the request as it came, and who they are. */
type Consent = { asked: URLSearchParams; person: Record<string, unknown> };

function discovery(issuer: string, url: string): Record<string, unknown> {
  return {
    issuer,
    jwks_uri: `${url}/jwks`,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

/** Whether who redeems a code is who asked for it: the same address, and PKCE's proof (RFC 7636, 4.6). */
function isProven(asked: URLSearchParams, given: URLSearchParams): boolean {
  const challenge = createHash("sha256")
    .update(given.get("code_verifier") ?? "")
    .digest("base64url");
  return (
    asked.get("code_challenge_method") === "S256" &&
    asked.get("code_challenge") === challenge &&
    asked.get("redirect_uri") === given.get("redirect_uri")
  );
}

function idClaims(iss: string, { asked, person }: Consent): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  const nonce = asked.get("nonce");
  return { iss, aud: asked.get("client_id"), iat: now, exp: now + 3600, ...(nonce && { nonce }), ...person };
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

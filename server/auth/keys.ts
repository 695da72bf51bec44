// Shows the public halves of the keys that sign tokens.
import type { z } from "zod";
import type { JwksResponse, JwtPublicKeyResponse } from "#lib/schemas/auth.ts";
import type { PublicContext } from "#server/context.ts";

/** The key that signs now, raw (RFC 8032) in base64. */
export function jwtPublicKey(ctx: PublicContext): z.input<typeof JwtPublicKeyResponse> {
  const key = ctx.runtime.jwtKeys.current();
  return { alg: "EdDSA", public_key_base64: key.public_key.toString("base64") };
}

/** Every key whose tokens are still good, the next one included (RFC 7517, RFC 8037). */
export function jwks(ctx: PublicContext): z.input<typeof JwksResponse> {
  ctx.headers.set("cache-control", "public, max-age=300");
  return {
    keys: ctx.runtime.jwtKeys.published().map((key) => ({
      kty: "OKP",
      crv: "Ed25519",
      x: key.public_key.toString("base64url"),
      kid: key.kid,
      alg: "EdDSA",
      use: "sig",
    })),
  };
}

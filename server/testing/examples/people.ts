import { randomUUID } from "node:crypto";
import { transaction } from "#db/client.ts";
import { mailLink } from "#server/auth/mailed-tokens.ts";
import { googleClaims, type OidcIssuer, oidcIssuer, useAsGoogle } from "../oidc-issuer.ts";
import {
  expectStatus,
  goodPassword,
  mails,
  type Person,
  person,
  type TestApi,
  tokenIn,
} from "../test-api.ts";
import { byOwner, type Make, session, type World } from "../world.ts";

/** What the mailed link of a person's forgotten password holds. */
export async function resetToken(api: TestApi, { email }: { email: string }): Promise<string> {
  await api.runtime.rateLimits.reset("mail/password_reset", email.toLowerCase());
  expectStatus(await api.ask("POST", "/v1/auth/forgot-password", { body: { email } }), 200);
  return tokenIn((await mails(api, email)).findLast(({ template }) => template === "password_reset"));
}

/** What the mailed link that proves a person's address holds; made directly, for without a mailer none is sent. */
export async function verificationToken(api: TestApi, who: Person): Promise<string> {
  const { runtime, clock } = api;
  const ctx = { ip: null, user_agent: null, credential: null, request_id: "", headers: new Headers() };
  await transaction(runtime.db, null, (trx) =>
    mailLink(trx, { ...ctx, runtime, now: clock.now(), client_certificate: null }, "verify_email", who),
  );
  return tokenIn((await mails(api, who.email)).findLast(({ template }) => template === "verification"));
}

const issuers = new WeakMap<TestApi, Promise<OidcIssuer>>();

/** The issuer that stands in for Google, switched on when it is first asked for. */
export function googleOf(api: TestApi): Promise<OidcIssuer> {
  const known = issuers.get(api) ?? oidcIssuer();
  issuers.set(api, known);
  return known.then((issuer) => {
    useAsGoogle(api, issuer);
    return issuer;
  });
}

export async function googleToken(api: TestApi, email = `${randomUUID()}@example.com`): Promise<string> {
  const issuer = await googleOf(api);
  return issuer.sign(googleClaims(api, issuer, email));
}

/** The session behind an access token. */
function sessionOf(access_token: string): string {
  return JSON.parse(Buffer.from(access_token.split(".")[1] ?? "", "base64url").toString()).sid;
}

const freshSession = async (w: World) => sessionOf((await session(w)).access_token);

export const examples: Record<string, Make> = {
  verifyEmail: async (w) => ({ body: { token: await verificationToken(w.api, await person(w.api)) } }),
  forgotPassword: (w) => ({ body: { email: w.owner.email } }),
  resetPassword: async (w) => ({
    body: { token: await resetToken(w.api, await person(w.api)), new_password: goodPassword() },
  }),
  googleAuth: async (w) => ({ body: { id_token: await googleToken(w.api) } }),
  exportUserData: byOwner,
  listSessions: (w) => ({ ...byOwner(w), query: "?limit=10" }),
  endSession: async (w) => ({ ...byOwner(w), params: { session_id: await freshSession(w) } }),
  endOtherSessions: async (w) => ({ token: (await person(w.api)).token }),
};

export const ids = async (w: World) => ({ session_id: await freshSession(w) });

// From what a person typed, or Google said, to a session token, by way of the API.
// The half of a sign-in that waits for a second factor lies in a cookie that no script can read.
import { cookies } from "next/headers";
import type { ApiSchemas, OneclawResponse } from "#sdk";
import { pageClient, pageSettings } from "#server/session.ts";

type Tokens = OneclawResponse<ApiSchemas["TokenResponse"]>;

/** As long as the API lets a sign-in wait for its second factor. */
const CHALLENGE_SECONDS = 300;

/** Why a sign-in did not go through, for the form: next-auth carries the message to it. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(JSON.stringify({ code, detail }));
    this.name = "Refused";
    this.code = code;
  }
}

export type Given = Partial<Record<"email" | "password" | "code" | "verify_token", string>>;

/**
 * A session token for an address with its password, for the code of the second factor, or for a mailed link.
 * @throws Refused with the API's code, or `mfa_required` when a code is asked for now
 */
export async function signInByPassword(given: Given): Promise<string> {
  const { auth } = await pageClient();
  if (given.verify_token) return sessionOf(await auth.verifyEmail({ token: given.verify_token }));
  if (given.code) return withCode(given.code);
  return sessionOf(await auth.login({ email: given.email ?? "", password: given.password ?? "" }));
}

/** A session token for an ID token of Google's. @throws Refused as `signInByPassword` */
export async function signInWithGoogle(id_token: string): Promise<string> {
  const { auth } = await pageClient();
  return sessionOf(await auth.google({ id_token }));
}

async function withCode(code: string): Promise<string> {
  const jar = await cookies();
  const name = await challengeName();
  const mfa_token = jar.get(name)?.value;
  if (!mfa_token) throw new Refused("mfa_expired", "This sign-in waited too long for its code. Start again.");
  const { auth } = await pageClient();
  const session = await sessionOf(await auth.mfaVerify({ mfa_token, code }));
  jar.delete(name);
  return session;
}

async function sessionOf(answer: Tokens): Promise<string> {
  if (answer.error) throw new Refused(answer.error.code ?? answer.error.type, answer.error.message);
  const { mfa_required, mfa_token, refresh_token } = answer.data;
  if (mfa_required && mfa_token) {
    const { public_url } = await pageSettings();
    (await cookies()).set(await challengeName(), mfa_token, {
      httpOnly: true,
      sameSite: "strict",
      path: "/",
      secure: public_url.startsWith("https:"),
      maxAge: CHALLENGE_SECONDS,
    });
    throw new Refused("mfa_required", "Enter the code of your second factor.");
  }
  const { auth } = await pageClient();
  const opened = await auth.browserSession({ refresh_token: refresh_token ?? "" });
  if (opened.error) throw new Refused(opened.error.code ?? opened.error.type, opened.error.message);
  return opened.data.session_token;
}

async function challengeName(): Promise<string> {
  const { public_url } = await pageSettings();
  return public_url.startsWith("https:") ? "__Host-1claw-challenge" : "1claw-challenge";
}

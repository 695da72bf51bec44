import { generateSync } from "otplib";
import { DEVICE_GRANT } from "#lib/schemas/device.ts";
import { expectStatus, type Person, person, type TestApi } from "../test-api.ts";
import { byOwner, type Make } from "../world.ts";

/** The code that an authenticator shows `steps` periods from now. */
export function codeOf(api: TestApi, secret: string, steps = 0): string {
  return generateSync({ secret, epoch: Math.floor(api.clock.now().getTime() / 1000) + steps * 30 });
}

/** A new secret, not yet proved. */
export async function beginSetup(api: TestApi, token: string, body = {}): Promise<string> {
  const answer = await api.ask<{ secret: string }>("POST", "/v1/auth/mfa/setup", { token, body });
  return expectStatus(answer, 200).secret;
}

/** Someone with a second factor, whose code of this period has been used. */
export async function withSecondFactor(api: TestApi, who?: Person) {
  const owner = who ?? (await person(api));
  const secret = await beginSetup(api, owner.token);
  const answer = await api.ask<{ recovery_codes: string[] }>("POST", "/v1/auth/mfa/verify-setup", {
    token: owner.token,
    body: { code: codeOf(api, secret) },
  });
  return { ...owner, secret, recovery_codes: expectStatus(answer, 200).recovery_codes };
}

/** What a sign-in with the right password answers to someone with a second factor. */
export async function challenge(api: TestApi, { email, password }: Person): Promise<string> {
  const answer = await api.ask<{ mfa_token: string }>("POST", "/v1/auth/token", {
    body: { email, password },
  });
  return expectStatus(answer, 200).mfa_token;
}

export type DeviceCodes = { device_code: string; user_code: string };

/** What a device that wants to sign in holds and shows. */
export async function deviceCodes(api: TestApi, body: object = {}): Promise<DeviceCodes> {
  const answer = await api.ask<DeviceCodes>("POST", "/v1/auth/device/code", {
    body: { client_id: "cli", ...body },
  });
  return expectStatus(answer, 200);
}

export const examples: Record<string, Make> = {
  mfaStatus: byOwner,
  mfaSetup: (w) => ({ ...byOwner(w), body: {} }),
  mfaVerifySetup: async (w) => {
    const { token } = await person(w.api);
    return { token, body: { code: codeOf(w.api, await beginSetup(w.api, token)) } };
  },
  mfaVerify: async (w) => {
    const who = await withSecondFactor(w.api);
    return { body: { mfa_token: await challenge(w.api, who), code: codeOf(w.api, who.secret, 1) } };
  },
  mfaDisable: async (w) => {
    const who = await withSecondFactor(w.api);
    return { token: who.token, body: { code: codeOf(w.api, who.secret, 1), password: who.password } };
  },
  deviceCode: (w) => ({ body: { client_id: "cli", email: w.owner.email } }),
  deviceToken: async (w) => {
    const { device_code, user_code } = await deviceCodes(w.api);
    const { token } = w.owner;
    expectStatus(await w.api.ask("POST", "/v1/auth/device/approve", { token, body: { user_code } }), 200);
    return { body: { device_code, grant_type: DEVICE_GRANT } };
  },
  deviceCodeStatus: async (w) => {
    const { user_code } = await deviceCodes(w.api);
    return { token: w.owner.token, params: { user_code } };
  },
  deviceApprove: async (w) => {
    const { user_code } = await deviceCodes(w.api);
    return { token: w.owner.token, body: { user_code } };
  },
  deviceDeny: async (w) => {
    const { user_code } = await deviceCodes(w.api);
    return { token: w.owner.token, body: { user_code } };
  },
};

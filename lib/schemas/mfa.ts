// The wire contract of second factors: time-based codes (RFC 6238) and recovery codes.
import { z } from "zod";
import { Credential, Password } from "./fields.ts";

const TOTP = "[0-9]{6}";
const RECOVERY = "[2-9A-HJ-NP-Za-hj-np-z]{5}-?[2-9A-HJ-NP-Za-hj-np-z]{5}";

const TotpCode = z
  .string()
  .regex(new RegExp(`^${TOTP}$`), "must be 6 digits")
  .meta({ example: "123456" });
const AnyCode = z
  .string()
  .regex(new RegExp(`^(?:${TOTP}|${RECOVERY})$`), "must be 6 digits, or a recovery code")
  .meta({ description: "6 digits of the authenticator, or a recovery code", example: "123456" });

export const MfaStatusResponse = z
  .object({
    enabled: z.boolean(),
    recovery_codes_left: z.int().optional().meta({ description: "When it is enabled" }),
  })
  .meta({ id: "MfaStatusResponse" });

export const MfaSetupRequest = z
  .object({
    code: AnyCode.optional(),
    password: Password.optional(),
  })
  .meta({
    id: "MfaSetupRequest",
    description: "One of them is needed when a second factor is on already; of both, both must be right",
  });

export const MfaSetupResponse = z
  .object({
    otpauth_uri: z.string().meta({ description: "For the authenticator, as a QR code" }),
    secret: z.string().meta({ description: "The same in base32 (RFC 4648), to type" }),
  })
  .meta({ id: "MfaSetupResponse" });

export const MfaVerifySetupRequest = z.object({ code: TotpCode }).meta({ id: "MfaVerifySetupRequest" });

export const MfaVerifySetupResponse = z
  .object({
    recovery_codes: z.array(z.string()).meta({
      description: "Eight codes, each good for one sign-in without the authenticator; shown this once",
    }),
  })
  .meta({ id: "MfaVerifySetupResponse" });

export const MfaVerifyRequest = z
  .object({ mfa_token: Credential, code: AnyCode })
  .meta({ id: "MfaVerifyRequest" });

export const MfaDisableRequest = z.object({ code: AnyCode.optional(), password: Password.optional() }).meta({
  id: "MfaDisableRequest",
  description: "One of them is needed; of both, both must be right",
});

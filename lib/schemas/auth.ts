// The wire contract of signing up, signing in and exchanging keys for tokens.
import { z } from "zod";
import { Email, line, Timestamp, Uuid } from "./fields.ts";

// Length and content rules of new passwords are lib/password-policy.ts; this only bounds what is hashed.
const Password = z.string().min(1).max(256).meta({ format: "password" });
const Credential = z
  .string()
  .min(1)
  .max(256)
  .refine((text) => text.isWellFormed(), "must be valid Unicode text");

export const SignupRequest = z
  .object({
    email: Email,
    password: Password,
    display_name: line(100).optional(),
    invite_token: Credential.optional().meta({ description: "Needed where sign-up is by invitation" }),
  })
  .meta({ id: "SignupRequest" });

export const SignupResponse = z
  .object({ message: z.string(), email: z.string() })
  .meta({ id: "SignupResponse" });

export const LoginRequest = z.object({ email: Email, password: Password }).meta({ id: "LoginRequest" });

export const TokenResponse = z
  .object({
    access_token: z.string().meta({ description: "Send it as `Authorization: Bearer …`" }),
    token_type: z.literal("Bearer"),
    expires_in: z.int().meta({ description: "Seconds until it expires" }),
    refresh_token: z
      .string()
      .optional()
      .meta({ description: "Good for one new pair of tokens; people only" }),
    agent_id: Uuid.optional().meta({
      description: "Who the key belongs to, when the request did not name the agent",
    }),
    vault_ids: z
      .array(Uuid)
      .optional()
      .meta({ description: "Vaults that the agent can reach, when the request did not name the agent" }),
  })
  .meta({ id: "TokenResponse" });

export const AgentTokenRequest = z
  .object({ agent_id: Uuid.optional(), api_key: Credential.meta({ example: "ocv_…" }) })
  .meta({ id: "AgentTokenRequest" });

export const UserApiKeyTokenRequest = z
  .object({ api_key: Credential.meta({ example: "1ck_…" }) })
  .meta({ id: "UserApiKeyTokenRequest" });

export const RefreshTokenRequest = z
  .object({ refresh_token: Credential })
  .meta({ id: "RefreshTokenRequest" });

export const ChangePasswordRequest = z
  .object({ current_password: Password, new_password: Password })
  .meta({ id: "ChangePasswordRequest" });

export const UserProfileResponse = z
  .object({
    id: Uuid,
    email: z.string(),
    display_name: z.string(),
    auth_method: z.string(),
    role: z.enum(["owner", "admin", "member"]),
    org_id: Uuid,
    is_operator: z.boolean().meta({ description: "Runs this deployment" }),
    email_verified: z.boolean(),
    marketing_emails: z.boolean(),
    totp_enabled: z.boolean(),
    created_at: Timestamp,
  })
  .meta({ id: "UserProfileResponse" });

export const UpdateProfileRequest = z
  .object({ display_name: line(100).optional(), marketing_emails: z.boolean().optional() })
  .meta({ id: "UpdateProfileRequest" });

/** The sentence that has to be typed before an account is deleted; `DELETE` alone is what older clients send. */
export const DELETE_CONFIRMATIONS = ["DELETE MY ACCOUNT", "DELETE"] as const;

export const DeleteAccountRequest = z
  .object({
    confirmation: z.string().max(64).optional().meta({ description: 'Must be "DELETE MY ACCOUNT"' }),
    confirm: z.string().max(64).optional().meta({ description: "Alias of `confirmation`" }),
  })
  .meta({ id: "DeleteAccountRequest" });

export const JwtPublicKeyResponse = z
  .object({
    alg: z.literal("EdDSA"),
    public_key_base64: z.string().meta({ description: "The raw 32-byte Ed25519 key (RFC 8032) in base64" }),
  })
  .meta({ id: "JwtPublicKeyResponse" });

export const JwksResponse = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal("OKP"),
        crv: z.literal("Ed25519"),
        x: z.string(),
        kid: z.string(),
        alg: z.literal("EdDSA"),
        use: z.literal("sig"),
      }),
    ),
  })
  .meta({ id: "JwksResponse" });

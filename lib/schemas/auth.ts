// The wire contract of signing up, signing in and exchanging keys for tokens.
import { z } from "zod";
import { Credential, Email, line, PageQuery, Password, Timestamp, Uuid } from "./fields.ts";

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

/** A token that came by mail. */
const MailedToken = Credential.meta({ description: "From the link in the mail; good for one use" });

export const VerifyEmailRequest = z.object({ token: MailedToken }).meta({ id: "VerifyEmailRequest" });

export const ForgotPasswordRequest = z.object({ email: Email }).meta({ id: "ForgotPasswordRequest" });

export const ResetPasswordRequest = z
  .object({ token: MailedToken, new_password: Password })
  .meta({ id: "ResetPasswordRequest" });

const message = { message: z.string() };
export const ForgotPasswordResponse = z.object(message).meta({ id: "ForgotPasswordResponse" });
export const ResetPasswordResponse = z.object(message).meta({ id: "ResetPasswordResponse" });

export const GoogleAuthRequest = z
  .object({
    id_token: z.string().min(1).max(16_384).meta({ description: "The ID token that Google gave the client" }),
    nonce: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .meta({ description: "The nonce that the client sent to Google; the token must carry it" }),
    invite_token: Credential.optional().meta({ description: "Needed where sign-up is by invitation" }),
  })
  .meta({ id: "GoogleAuthRequest" });

/** What an ID token must say about a person before it counts for anything. */
export const GoogleClaims = z.object({
  sub: z.string().min(1).max(255),
  email: Email,
  email_verified: z.literal(true),
  nonce: z.string().optional(),
  // A name that could not be typed in at sign-up is as good as none.
  name: line(100).optional().catch(undefined),
});

export const LoginRequest = z.object({ email: Email, password: Password }).meta({ id: "LoginRequest" });

/** RFC 8693 §2.1 and §3: the one grant and the kinds of token that are taken. */
export const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
export const ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";

export const TokenResponse = z
  .object({
    access_token: z.string().meta({ description: "Send it as `Authorization: Bearer …`" }),
    token_type: z.literal("Bearer"),
    expires_in: z.int().meta({ description: "Seconds until it expires" }),
    refresh_token: z
      .string()
      .optional()
      .meta({ description: "Good for one new pair of tokens; people only" }),
    mfa_required: z.literal(true).optional().meta({
      description: "There is no access token yet: send the code with `mfa_token` to /v1/auth/mfa/verify",
    }),
    mfa_token: z.string().optional().meta({ description: "Good for one sign-in within five minutes" }),
    agent_id: Uuid.optional().meta({
      description: "Who the key belongs to, when the request did not name the agent",
    }),
    vault_ids: z
      .array(Uuid)
      .optional()
      .meta({ description: "Vaults that the agent can reach, when the request did not name the agent" }),
    issued_token_type: z
      .literal(ACCESS_TOKEN_TYPE)
      .optional()
      .meta({ description: "Where a subject token was exchanged (RFC 8693)" }),
  })
  .meta({ id: "TokenResponse" });

export const BrowserSessionResponse = z
  .object({
    session_token: z.string().meta({ description: "The value of the session cookie; not a Bearer token" }),
    expires_in: z.int().meta({ description: "Seconds after which it ends even when it is used" }),
  })
  .meta({ id: "BrowserSessionResponse" });

export const AgentTokenRequest = z
  .object({
    agent_id: Uuid.optional().meta({
      description: "Needed only where several agents share a certificate or a client id",
    }),
    api_key: Credential.optional().meta({
      example: "ocv_…",
      description: "Left out by agents that present a client certificate or a subject token",
    }),
    grant_type: z.literal(TOKEN_EXCHANGE).optional(),
    subject_token: z
      .string()
      .min(1)
      .max(16_384)
      .regex(/^[\x21-\x7e]+$/, "must be a JWT")
      .optional()
      .meta({ description: "A JWT of the agent's issuer, for this server (RFC 8693)" }),
    subject_token_type: z
      .enum([
        "urn:ietf:params:oauth:token-type:jwt",
        ACCESS_TOKEN_TYPE,
        "urn:ietf:params:oauth:token-type:id_token",
      ])
      .optional(),
    audience: z
      .string()
      .min(1)
      .max(2048)
      .optional()
      .meta({ description: "Who the new token is for; only this server is possible" }),
  })
  .superRefine((body, ctx) => {
    const demand = (field: string, message: string) =>
      ctx.addIssue({ code: "custom", path: [field], message });
    if (body.grant_type === undefined) {
      if (body.subject_token !== undefined)
        demand("subject_token", `counts only with grant_type ${TOKEN_EXCHANGE}`);
      return;
    }
    if (body.api_key !== undefined) demand("api_key", "must be left out when a token is exchanged");
    if (body.subject_token === undefined) demand("subject_token", "is required");
    if (body.subject_token_type === undefined) demand("subject_token_type", "is required");
  })
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

export const DeleteAccountRequest = z
  .object({
    confirmation: z.string().max(64).optional().meta({ description: 'Must be "DELETE MY ACCOUNT"' }),
    confirm: z.string().max(64).optional().meta({ description: "Alias of `confirmation`" }),
    password: Password.optional().meta({
      description: "The account's password; not needed within ten minutes of signing in",
    }),
  })
  .meta({ id: "DeleteAccountRequest" });

export const DeleteAccountHeaders = z.object({
  "x-auth-confirm": z
    .string()
    .max(256)
    .optional()
    .meta({ description: "The account's password, instead of `password` in the body" }),
});

export const SessionParams = z.object({ session_id: Uuid });

export const SessionResponse = z
  .object({
    id: Uuid,
    ip: z.string().optional().meta({ description: "Address of the sign-in" }),
    user_agent: z.string().optional().meta({ description: "Program of the sign-in, as it named itself" }),
    created_at: Timestamp,
    last_used_at: Timestamp,
    expires_at: Timestamp.meta({ description: "When it ends unless it is used before" }),
    current: z.boolean().meta({ description: "Whether this request belongs to it" }),
  })
  .meta({ id: "SessionResponse" });

export const SessionListResponse = z
  .object({ sessions: z.array(SessionResponse) })
  .meta({ id: "SessionListResponse" });

export const ListSessionsQuery = z.object(PageQuery);

const named = { id: Uuid, name: z.string(), created_at: Timestamp };

export const UserDataExport = z
  .object({
    export_version: z.string().meta({ example: "1.0" }),
    exported_at: Timestamp,
    user: z.object({
      id: Uuid,
      email: z.string(),
      display_name: z.string(),
      auth_method: z.string(),
      created_at: Timestamp,
    }),
    vaults: z.array(z.object(named)).meta({ description: "Vaults that you see" }),
    agents: z.array(z.object(named)).meta({ description: "Agents that you registered" }),
    secrets_metadata: z
      .array(
        z.object({
          vault_id: Uuid,
          path: z.string(),
          type: z.string(),
          version: z.int(),
          created_at: Timestamp,
        }),
      )
      .meta({ description: "Secrets that you may read, without their values" }),
    policies: z
      .array(
        z.object({
          id: Uuid,
          vault_id: Uuid,
          principal_type: z.enum(["user", "agent"]),
          principal_id: Uuid,
          secret_path_pattern: z.string(),
          permissions: z.array(z.string()),
          created_at: Timestamp,
        }),
      )
      .meta({ description: "Policies that you made or that name you" }),
    complete: z
      .boolean()
      .meta({ description: "False when a list was cut at its limit; the lists of the API show the rest" }),
  })
  .meta({ id: "UserDataExport" });

export const SignInOptionsResponse = z
  .object({
    signup: z.enum(["open", "invite", "closed"]).meta({ description: "Who may open an account" }),
    google: z.boolean().meta({ description: "Whether the pages offer to sign in with Google" }),
    mail: z
      .boolean()
      .meta({ description: "Whether the server sends mail; without it nothing needs confirming" }),
    first: z.boolean().meta({ description: "True until somebody has signed up, who becomes the operator" }),
  })
  .meta({ id: "SignInOptionsResponse" });

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

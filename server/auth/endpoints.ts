// HTTP declarations of signing in and of one's own account.
import {
  BrowserSessionResponse,
  ChangePasswordRequest,
  DeleteAccountHeaders,
  DeleteAccountRequest,
  ForgotPasswordRequest,
  ForgotPasswordResponse,
  GoogleAuthRequest,
  JwksResponse,
  JwtPublicKeyResponse,
  ListSessionsQuery,
  LoginRequest,
  RefreshTokenRequest,
  ResetPasswordRequest,
  ResetPasswordResponse,
  SessionListResponse,
  SessionParams,
  SignInOptionsResponse,
  SignupRequest,
  SignupResponse,
  TokenResponse,
  UpdateProfileRequest,
  UserApiKeyTokenRequest,
  UserDataExport,
  UserProfileResponse,
  VerifyEmailRequest,
} from "#lib/schemas/auth.ts";
import { endpoint, none, publicEndpoint } from "#server/api/endpoint.ts";
import { exportData } from "./export-data.ts";
import { signInWithGoogle } from "./google.ts";
import { exchangeApiKey } from "./key-exchange.ts";
import { jwks, jwtPublicKey } from "./keys.ts";
import {
  endSession as end,
  endOtherSessions as endOthers,
  listSessions as sessions,
} from "./own-sessions.ts";
import { changePassword as change, deleteAccount, readProfile, updateProfile } from "./profile.ts";
import { forgotPassword as forgot, resetPassword as reset } from "./reset-password.ts";
import {
  openBrowserSession as browserSession,
  refreshTokens,
  revokeToken as revoke,
  signIn,
} from "./sessions.ts";
import { readSignInOptions } from "./sign-in-options.ts";
import { signUp } from "./sign-up.ts";
import { verifyEmail as verify } from "./verify-email.ts";

const shared = { tag: "Authentication" } as const;
const account = { ...shared, access: ["user"], account: true, limit: "default" } as const;

export const signup = publicEndpoint({
  ...shared,
  id: "signup",
  method: "post",
  path: "/v1/auth/signup",
  summary: "Open an account",
  limit: "auth",
  audit: "auth.signup",
  body: SignupRequest,
  status: 200,
  response: SignupResponse,
  problems: ["password_unsuitable", "signup_closed"],
  handler: (ctx, { body }) => signUp(ctx, body),
});

export const login = publicEndpoint({
  ...shared,
  id: "login",
  method: "post",
  path: "/v1/auth/token",
  summary: "Sign in with e-mail and password",
  limit: "auth",
  audit: "auth.login",
  body: LoginRequest,
  status: 200,
  response: TokenResponse,
  problems: ["credentials_invalid", "account_locked", "email_unverified", "address_not_allowed"],
  handler: (ctx, { body }) => signIn(ctx, body),
});

export const verifyEmail = publicEndpoint({
  ...shared,
  id: "verifyEmail",
  method: "post",
  path: "/v1/auth/verify-email",
  summary: "Prove an address with the token that was mailed to it, and sign in",
  limit: "auth",
  audit: "auth.verify_email",
  body: VerifyEmailRequest,
  status: 200,
  response: TokenResponse,
  problems: ["mail_token_invalid", "address_not_allowed"],
  handler: (ctx, { body }) => verify(ctx, body),
});

export const forgotPassword = publicEndpoint({
  ...shared,
  id: "forgotPassword",
  method: "post",
  path: "/v1/auth/forgot-password",
  summary: "Have a link to choose a new password mailed",
  description: "The answer is the same whether or not the address has an account.",
  limit: "auth",
  audit: "auth.reset_request",
  body: ForgotPasswordRequest,
  status: 200,
  response: ForgotPasswordResponse,
  problems: [],
  handler: (ctx, { body }) => forgot(ctx, body),
});

export const resetPassword = publicEndpoint({
  ...shared,
  id: "resetPassword",
  method: "post",
  path: "/v1/auth/reset-password",
  summary: "Choose a new password with the token that was mailed, and end every session",
  limit: "auth",
  audit: "auth.password_reset",
  body: ResetPasswordRequest,
  status: 200,
  response: ResetPasswordResponse,
  problems: ["mail_token_invalid", "password_unsuitable"],
  handler: (ctx, { body }) => reset(ctx, body),
});

export const googleAuth = publicEndpoint({
  ...shared,
  id: "googleAuth",
  method: "post",
  path: "/v1/auth/google",
  summary: "Sign in, or open an account, with an ID token from Google",
  limit: "auth",
  audit: "auth.google",
  body: GoogleAuthRequest,
  status: 200,
  response: TokenResponse,
  problems: [
    "credentials_invalid",
    "signup_closed",
    "google_not_configured",
    "issuer_unavailable",
    "address_not_allowed",
  ],
  handler: (ctx, { body }) => signInWithGoogle(ctx, body),
});

export const revokeToken = endpoint({
  ...shared,
  id: "revokeToken",
  method: "delete",
  path: "/v1/auth/token",
  summary: "End the token of this request",
  access: ["user", "agent"],
  limit: "default",
  audit: "auth.revoke",
  status: 204,
  problems: ["principal_not_allowed"],
  handler: (ctx) => revoke(ctx),
});

export const apiKeyToken = publicEndpoint({
  ...shared,
  id: "apiKeyToken",
  method: "post",
  path: "/v1/auth/api-key-token",
  summary: "Exchange a personal API key for a short-lived token",
  limit: "auth",
  audit: "auth.api_key_token",
  body: UserApiKeyTokenRequest,
  status: 200,
  response: TokenResponse,
  problems: ["credentials_invalid", "address_not_allowed"],
  handler: (ctx, { body }) => exchangeApiKey(ctx, body.api_key),
});

export const refreshToken = publicEndpoint({
  ...shared,
  id: "refreshToken",
  method: "post",
  path: "/v1/auth/refresh",
  summary: "Exchange a refresh token for a new pair of tokens",
  limit: "auth",
  audit: "auth.refresh",
  body: RefreshTokenRequest,
  status: 200,
  response: TokenResponse,
  problems: ["credentials_invalid", "address_not_allowed"],
  handler: (ctx, { body }) => refreshTokens(ctx, body.refresh_token),
});

export const openBrowserSession = publicEndpoint({
  ...shared,
  id: "openBrowserSession",
  method: "post",
  path: "/v1/auth/browser-session",
  summary: "Exchange a refresh token for the token of a browser's session",
  description:
    "For pages that keep a person signed in with an HttpOnly cookie. The token is no Bearer token: it counts as the session cookie of requests under `/api/v1` that this server's own pages make, until the session ends.",
  limit: "auth",
  audit: "auth.refresh",
  body: RefreshTokenRequest,
  status: 200,
  response: BrowserSessionResponse,
  problems: ["credentials_invalid", "address_not_allowed"],
  handler: (ctx, { body }) => browserSession(ctx, body.refresh_token),
});

export const signInOptions = publicEndpoint({
  ...shared,
  id: "signInOptions",
  method: "get",
  path: "/v1/auth/options",
  summary: "Show in which ways people may sign up and in",
  limit: "default",
  audit: none("the same for everybody"),
  status: 200,
  response: SignInOptionsResponse,
  problems: [],
  handler: (ctx) => readSignInOptions(ctx),
});

export const getJwtPublicKey = publicEndpoint({
  ...shared,
  id: "getJwtPublicKey",
  method: "get",
  path: "/v1/auth/jwt-public-key",
  summary: "Show the key that signs tokens",
  limit: "default",
  audit: none("public material"),
  status: 200,
  response: JwtPublicKeyResponse,
  problems: [],
  handler: async (ctx) => jwtPublicKey(ctx),
});

export const getJwks = publicEndpoint({
  ...shared,
  id: "getJwks",
  method: "get",
  path: "/v1/auth/jwks",
  summary: "Show every key whose tokens are still good, as a JWK set (RFC 7517)",
  description: "Also at `/.well-known/jwks.json`.",
  limit: "default",
  audit: none("public material"),
  status: 200,
  response: JwksResponse,
  problems: [],
  handler: async (ctx) => jwks(ctx),
});

export const getMe = endpoint({
  ...shared,
  id: "getMe",
  method: "get",
  path: "/v1/auth/me",
  summary: "Show your profile",
  access: ["user"],
  limit: "default",
  audit: none("the caller's own profile"),
  status: 200,
  response: UserProfileResponse,
  problems: [],
  handler: (ctx) => readProfile(ctx),
});

export const updateMe = endpoint({
  ...account,
  id: "updateMe",
  method: "patch",
  path: "/v1/auth/me",
  summary: "Change your profile",
  audit: "user.update",
  body: UpdateProfileRequest,
  status: 200,
  response: UserProfileResponse,
  problems: ["scope_insufficient"],
  handler: (ctx, { body }) => updateProfile(ctx, body),
});

export const deleteMe = endpoint({
  ...account,
  id: "deleteMe",
  method: "delete",
  path: "/v1/auth/me",
  summary: "Delete your account",
  audit: "user.delete",
  description: "Within ten minutes of signing in, or with the password of the account.",
  body: DeleteAccountRequest,
  headers: DeleteAccountHeaders,
  status: 204,
  problems: [
    "scope_insufficient",
    "confirmation_missing",
    "reauthentication_needed",
    "password_wrong",
    "account_locked",
    "owner_needed",
  ],
  handler: (ctx, { body, headers }) => deleteAccount(ctx, body, headers["x-auth-confirm"]),
});

export const changePassword = endpoint({
  ...account,
  id: "changePassword",
  method: "post",
  path: "/v1/auth/change-password",
  summary: "Change your password and end your other sessions",
  audit: "auth.password_change",
  body: ChangePasswordRequest,
  status: 204,
  problems: ["scope_insufficient", "password_wrong", "password_unsuitable", "account_locked"],
  handler: (ctx, { body }) => change(ctx, body),
});

export const exportUserData = endpoint({
  ...account,
  id: "exportUserData",
  method: "post",
  path: "/v1/auth/export-data",
  summary:
    "Export your data: profile, and vaults, agents, secrets and policies as you see them, without values",
  audit: "user.export",
  status: 200,
  response: UserDataExport,
  problems: ["scope_insufficient"],
  handler: (ctx) => exportData(ctx),
});

export const listSessions = endpoint({
  ...account,
  id: "listSessions",
  method: "get",
  path: "/v1/auth/sessions",
  summary: "List where you are signed in",
  audit: none("the caller's own sessions"),
  query: ListSessionsQuery,
  status: 200,
  response: SessionListResponse,
  problems: ["scope_insufficient"],
  handler: (ctx, { query }) => sessions(ctx, query),
});

export const endSession = endpoint({
  ...account,
  id: "endSession",
  method: "delete",
  path: "/v1/auth/sessions/{session_id}",
  summary: "End one of your sessions and its tokens",
  audit: "auth.session_end",
  params: SessionParams,
  status: 204,
  problems: ["scope_insufficient", "session_not_found"],
  handler: (ctx, { params }) => end(ctx, params.session_id),
});

export const endOtherSessions = endpoint({
  ...account,
  id: "endOtherSessions",
  method: "delete",
  path: "/v1/auth/sessions",
  summary: "End all your sessions but this one",
  audit: "auth.session_end",
  status: 204,
  problems: ["scope_insufficient"],
  handler: (ctx) => endOthers(ctx),
});

// HTTP declarations of signing in and of one's own account.
import {
  AgentTokenRequest,
  ChangePasswordRequest,
  DeleteAccountRequest,
  JwksResponse,
  JwtPublicKeyResponse,
  LoginRequest,
  RefreshTokenRequest,
  SignupRequest,
  SignupResponse,
  TokenResponse,
  UpdateProfileRequest,
  UserApiKeyTokenRequest,
  UserProfileResponse,
} from "#lib/schemas/auth.ts";
import { endpoint, none, publicEndpoint } from "#server/api/endpoint.ts";
import { exchangeAgentKey, exchangeApiKey } from "./key-exchange.ts";
import { jwks, jwtPublicKey } from "./keys.ts";
import { changePassword as change, deleteAccount, readProfile, updateProfile } from "./profile.ts";
import { refreshTokens, revokeToken as revoke, signIn } from "./sessions.ts";
import { signUp } from "./sign-up.ts";

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
  problems: ["credentials_invalid", "account_locked"],
  handler: (ctx, { body }) => signIn(ctx, body),
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

export const agentToken = publicEndpoint({
  ...shared,
  id: "agentToken",
  method: "post",
  path: "/v1/auth/agent-token",
  summary: "Exchange an agent's API key for a short-lived token",
  limit: "auth",
  audit: "auth.agent_token",
  body: AgentTokenRequest,
  status: 200,
  response: TokenResponse,
  problems: ["credentials_invalid"],
  handler: (ctx, { body }) => exchangeAgentKey(ctx, body),
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
  problems: ["credentials_invalid"],
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
  problems: ["credentials_invalid"],
  handler: (ctx, { body }) => refreshTokens(ctx, body.refresh_token),
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
  body: DeleteAccountRequest,
  status: 204,
  problems: ["scope_insufficient", "confirmation_missing", "owner_needed"],
  handler: (ctx, { body }) => deleteAccount(ctx, body),
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

// Signing in and out, and one's own account. A successful sign-in is who the client acts as from then on.
import type { components } from "./api.ts";
import type { OneclawResponse } from "./envelope.ts";
import type { CallOptions, Http } from "./http.ts";

type Schemas = components["schemas"];
type Token = Schemas["TokenResponse"];

/** `client.auth` */
export function authResource(http: Http) {
  const { session } = http;
  async function signedIn(answering: Promise<OneclawResponse<Token>>): Promise<OneclawResponse<Token>> {
    const answer = await answering;
    if (answer.data?.access_token) session.use(answer.data.access_token);
    return answer;
  }

  return {
    /** Opens an account. It does not sign in: the answer is the same for an address that has an account. */
    signup: (account: Schemas["SignupRequest"], options?: CallOptions) =>
      http.open("post", "/v1/auth/signup", { body: account }, options),

    /** Signs in with e-mail and password. */
    login: (credentials: Schemas["LoginRequest"], options?: CallOptions) =>
      signedIn(http.open("post", "/v1/auth/token", { body: credentials }, options)),

    /** Signs in as an agent; the client keeps the key to replace the token before it expires. */
    async agentToken(key: Schemas["AgentTokenRequest"], options?: CallOptions) {
      const answer = await http.open("post", "/v1/auth/agent-token", { body: key }, options);
      if (answer.data) session.useAgent(key, answer.data);
      return answer;
    },

    /** Signs in with a personal API key. */
    apiKeyToken: (key: Schemas["UserApiKeyTokenRequest"], options?: CallOptions) =>
      signedIn(http.open("post", "/v1/auth/api-key-token", { body: key }, options)),

    /** Goes on with the new one of the pair of tokens that a refresh token is good for. */
    refresh: (body: Schemas["RefreshTokenRequest"], options?: CallOptions) =>
      signedIn(http.open("post", "/v1/auth/refresh", { body }, options)),

    /** Ends the token and signs the client out. */
    async logout(options?: CallOptions) {
      const answer = await http.request("delete", "/v1/auth/token", {}, options);
      if (!answer.error || answer.meta.status === 401) session.end();
      return answer;
    },

    /** Changes the password and ends every other session. */
    changePassword: (body: Schemas["ChangePasswordRequest"], options?: CallOptions) =>
      http.request("post", "/v1/auth/change-password", { body }, options),

    getMe: (options?: CallOptions) => http.request("get", "/v1/auth/me", {}, options),

    updateMe: (changes: Schemas["UpdateProfileRequest"], options?: CallOptions) =>
      http.request("patch", "/v1/auth/me", { body: changes }, options),

    /** Deletes the account, for good. */
    deleteMe: (body: Schemas["DeleteAccountRequest"], options?: CallOptions) =>
      http.request("delete", "/v1/auth/me", { body }, options),

    /** The key that signs tokens. */
    jwtPublicKey: (options?: CallOptions) => http.open("get", "/v1/auth/jwt-public-key", {}, options),

    /** Every key whose tokens are still good, as a JWK set. */
    jwks: (options?: CallOptions) => http.open("get", "/v1/auth/jwks", {}, options),
  };
}

// Signing in and out, and one's own account. A successful sign-in is who the client acts as from then on.
import type { components, operations } from "./api.ts";
import type { OneclawResponse } from "./envelope.ts";
import type { CallOptions, Http } from "./http.ts";

type Schemas = components["schemas"];
type Token = Schemas["TokenResponse"];
type SessionPage = operations["listSessions"]["parameters"]["query"];

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

    /** Proves the address with the token that was mailed to it, and signs in. */
    verifyEmail: (body: Schemas["VerifyEmailRequest"], options?: CallOptions) =>
      signedIn(http.open("post", "/v1/auth/verify-email", { body }, options)),

    /** Has a link to choose a new password mailed; the answer is the same for an address without an account. */
    forgotPassword: (body: Schemas["ForgotPasswordRequest"], options?: CallOptions) =>
      http.open("post", "/v1/auth/forgot-password", { body }, options),

    /** Chooses a new password with the mailed token; every session ends. */
    resetPassword: (body: Schemas["ResetPasswordRequest"], options?: CallOptions) =>
      http.open("post", "/v1/auth/reset-password", { body }, options),

    /** Signs in, or opens an account, with an ID token from Google. */
    google: (body: Schemas["GoogleAuthRequest"], options?: CallOptions) =>
      signedIn(http.open("post", "/v1/auth/google", { body }, options)),

    /**
     * Signs in as an agent: with its key, with nothing but `agent_id` where `fetch` presents its certificate, or with a
     * token of its issuer. The client replaces the token before it expires, except in the last case.
     */
    async agentToken(credential: Schemas["AgentTokenRequest"], options?: CallOptions) {
      const answer = await http.open("post", "/v1/auth/agent-token", { body: credential }, options);
      if (!answer.data) return answer;
      // A subject token does not live as long as a client does.
      if (credential.subject_token) session.use(answer.data.access_token);
      else session.useAgent(credential, answer.data);
      return answer;
    },

    /** Signs in with a personal API key. */
    apiKeyToken: (key: Schemas["UserApiKeyTokenRequest"], options?: CallOptions) =>
      signedIn(http.open("post", "/v1/auth/api-key-token", { body: key }, options)),

    /** Goes on with the new one of the pair of tokens that a refresh token is good for. */
    refresh: (body: Schemas["RefreshTokenRequest"], options?: CallOptions) =>
      signedIn(http.open("post", "/v1/auth/refresh", { body }, options)),

    /** In which ways people may sign up and in. */
    options: (options?: CallOptions) => http.open("get", "/v1/auth/options", {}, options),

    /** The token that a browser keeps in its session cookie, for a refresh token; the client itself goes on as it was. */
    browserSession: (body: Schemas["RefreshTokenRequest"], options?: CallOptions) =>
      http.open("post", "/v1/auth/browser-session", { body }, options),

    /** Ends the token and signs the client out. */
    async logout(options?: CallOptions) {
      const answer = await http.request("delete", "/v1/auth/token", {}, options);
      if (!answer.error || answer.meta.status === 401) session.end();
      return answer;
    },

    /** Changes the password and ends every other session. */
    changePassword: (body: Schemas["ChangePasswordRequest"], options?: CallOptions) =>
      http.request("post", "/v1/auth/change-password", { body }, options),

    /** Whether you sign in with a second factor. */
    mfaStatus: (options?: CallOptions) => http.request("get", "/v1/auth/mfa/status", {}, options),

    /** A new secret for an authenticator; `mfaVerifySetup` turns it on. */
    mfaSetup: (body: Schemas["MfaSetupRequest"] = {}, options?: CallOptions) =>
      http.request("post", "/v1/auth/mfa/setup", { body }, options),

    /** Turns the second factor on; the recovery codes are shown this once. */
    mfaVerifySetup: (body: Schemas["MfaVerifySetupRequest"], options?: CallOptions) =>
      http.request("post", "/v1/auth/mfa/verify-setup", { body }, options),

    /** Signs in with the code that `login` asked for: its answer has `mfa_required` and the `mfa_token`. */
    mfaVerify: (body: Schemas["MfaVerifyRequest"], options?: CallOptions) =>
      signedIn(http.open("post", "/v1/auth/mfa/verify", { body }, options)),

    /** Takes the second factor away. */
    mfaDisable: (body: Schemas["MfaDisableRequest"], options?: CallOptions) =>
      http.request("delete", "/v1/auth/mfa", { body }, options),

    /** Begins to sign in a device without a browser: show `user_code` and `verification_uri` to a person. */
    deviceCode: (body: Schemas["DeviceCodeRequest"], options?: CallOptions) =>
      http.open("post", "/v1/auth/device/code", { body }, options),

    /** Asks whether the device may sign in; without a token `error` says why. Wait `interval` seconds between calls. */
    async deviceToken(device_code: string, options?: CallOptions) {
      const body = { device_code, grant_type: "urn:ietf:params:oauth:grant-type:device_code" as const };
      const answer = await http.open("post", "/v1/auth/device/token", { body }, options);
      if (answer.data?.access_token) session.use(answer.data.access_token);
      return answer;
    },

    /** Which device waits with a code. */
    deviceCodeStatus: (user_code: string, options?: CallOptions) =>
      http.request("get", "/v1/auth/device/code/{user_code}", { params: { user_code } }, options),

    /** Lets a device sign in as you. */
    deviceApprove: (body: Schemas["DeviceApproveRequest"], options?: CallOptions) =>
      http.request("post", "/v1/auth/device/approve", { body }, options),

    /** Refuses a device. */
    deviceDeny: (body: Schemas["DeviceApproveRequest"], options?: CallOptions) =>
      http.request("post", "/v1/auth/device/deny", { body }, options),

    getMe: (options?: CallOptions) => http.request("get", "/v1/auth/me", {}, options),

    updateMe: (changes: Schemas["UpdateProfileRequest"], options?: CallOptions) =>
      http.request("patch", "/v1/auth/me", { body: changes }, options),

    /** One page of where you are signed in. */
    listSessions: (query: SessionPage = {}, options?: CallOptions) =>
      http.request("get", "/v1/auth/sessions", { query }, options),

    /** Ends one of your sessions. */
    endSession: (session_id: string, options?: CallOptions) =>
      http.request("delete", "/v1/auth/sessions/{session_id}", { params: { session_id } }, options),

    /** Ends all your sessions but this one. */
    endOtherSessions: (options?: CallOptions) => http.request("delete", "/v1/auth/sessions", {}, options),

    /** Your profile, and vaults, agents, secrets and policies as you see them; never a value. */
    exportData: (options?: CallOptions) => http.request("post", "/v1/auth/export-data", {}, options),

    /** Deletes the account, for good; more than ten minutes after signing in it takes the password as well. */
    deleteMe: (body: Schemas["DeleteAccountRequest"], options?: CallOptions) =>
      http.request("delete", "/v1/auth/me", { body }, options),

    /** The key that signs tokens. */
    jwtPublicKey: (options?: CallOptions) => http.open("get", "/v1/auth/jwt-public-key", {}, options),

    /** Every key whose tokens are still good, as a JWK set. */
    jwks: (options?: CallOptions) => http.open("get", "/v1/auth/jwks", {}, options),
  };
}

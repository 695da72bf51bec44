// Says what is wrong with a key or a token that the server has refused, where the server itself must not.
import type { OneclawResponse } from "./envelope.ts";
import type { ClientErrorCode } from "./errors.ts";

/** For the exchange of an agent's key. */
export function agentKeyRefused<T>(answer: OneclawResponse<T>): OneclawResponse<T> {
  if (answer.error?.code !== "credentials_invalid") return answer;
  return inOurWords(
    answer,
    "key_refused",
    "The server does not accept this agent's key: it was replaced or revoked, or the agent is inactive, has expired or was deleted. Whoever registered the agent can give it a new one.",
  );
}

/** For a call with the bearer `token`, a personal API key or a token that cannot be replaced. */
export function bearerRefused<T>(answer: OneclawResponse<T>, token: string | null): OneclawResponse<T> {
  if (answer.error?.code !== "token_invalid" || token === null) return answer;
  if (token.startsWith("1ck_"))
    return inOurWords(
      answer,
      "key_refused",
      "The server does not accept this personal API key: it was revoked, has expired, or is of another server. Create a new one.",
    );
  const expired_at = expiryOf(token);
  if (expired_at === null || expired_at > Date.now()) return answer;
  return inOurWords(
    answer,
    "token_expired",
    `The access token expired at ${new Date(expired_at).toISOString()}. Sign in again, or use an API key.`,
  );
}

function inOurWords<T>(
  answer: OneclawResponse<T>,
  code: ClientErrorCode,
  message: string,
): OneclawResponse<T> {
  return answer.error ? { ...answer, error: { ...answer.error, message, code } } : answer;
}

/** Milliseconds since 1970 of a JWT's `exp`; null for anything else. @see RFC 7519, section 4.1.4 */
function expiryOf(token: string): number | null {
  try {
    const payload = token.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/");
    const { exp } = JSON.parse(atob(payload ?? ""));
    return typeof exp === "number" && exp < 1e11 ? exp * 1000 : null;
  } catch {
    return null;
  }
}

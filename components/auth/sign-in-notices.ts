// Why somebody is at the sign-in, by the parameters of its address. Only sentences of our own: an address is anybody's text.
import type { Notice } from "./sign-in.tsx";

const TRY_GOOGLE_AGAIN = "Signing in with Google did not finish. Try again.";

/** What next-auth and the API call the ways in which a sign-in through Google can end. */
const ERRORS: Record<string, string> = {
  credentials_invalid: "This Google account is not valid here. Sign in another way.",
  signup_closed: "You have no account here yet, and this server opens none through Google just now.",
  issuer_unavailable: "Google cannot be reached from this server just now. Try again shortly.",
  google_not_configured: "This server does not offer Google sign-in.",
  address_not_allowed: "Your organization does not allow sign-ins from this address.",
  rate_limited: "Too many sign-ins from here. Wait a little, then try again.",
  AccessDenied: "Google was not allowed to sign you in.",
  OAuthSignin: TRY_GOOGLE_AGAIN,
  OAuthCallback: TRY_GOOGLE_AGAIN,
  Callback: TRY_GOOGLE_AGAIN,
};

/** The notice above the form, or null. */
export function signInNotice(asked: { ended?: string; signed_out?: string; error?: string }): Notice | null {
  const { ended, signed_out, error } = asked;
  if (error && error !== "mfa_required")
    return { tone: "danger", text: ERRORS[error] ?? "Signing in did not work. Try again." };
  if (ended) return { tone: "warn", text: "Your session has ended. Sign in again to go on where you were." };
  if (signed_out) return { tone: "ok", text: "You are signed out." };
  return null;
}

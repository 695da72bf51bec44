// The ways in for people and the one cookie behind them: its value is the session token that the API gave, as it is.
import { cookies } from "next/headers";
import type { AuthOptions, User } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import Google from "next-auth/providers/google";
import { safePath } from "#lib/page-path.ts";
import { sessionCookieName } from "#lib/session-cookie.ts";
import { type PageSettings, pageClient, pageSettings } from "#server/session.ts";
import { Refused, signInByPassword, signInWithGoogle } from "./sign-in.ts";

/** As long as the session token can live; the server ends sessions earlier. */
const COOKIE_SECONDS = 365 * 86_400;

type SignedIn = User & { session_token?: string };
type Kept = { session_token?: string };

/** next-auth's settings for this deployment. */
export async function authOptions(): Promise<AuthOptions> {
  const settings = await pageSettings();
  // next-auth reads its own address nowhere else.
  process.env.NEXTAUTH_URL = settings.public_url;
  return {
    secret: settings.auth_secret,
    providers: providersOf(settings),
    session: { strategy: "jwt", maxAge: COOKIE_SECONDS },
    jwt: {
      encode: async ({ token }) => String((token as Kept | undefined)?.session_token ?? ""),
      decode: async ({ token }) => (token ? { session_token: token } : null),
    },
    cookies: {
      sessionToken: {
        name: sessionCookieName(settings.public_url),
        options: {
          httpOnly: true,
          sameSite: "lax",
          path: "/",
          secure: settings.public_url.startsWith("https:"),
        },
      },
    },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    // Nothing of next-auth's own goes into the log: its messages may quote what people typed.
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
    callbacks: {
      async signIn({ user, account }) {
        if (account?.provider !== "google") return true;
        try {
          (user as SignedIn).session_token = await signInWithGoogle(String(account.id_token ?? ""));
          return true;
        } catch (error) {
          if (error instanceof Refused)
            return `/sign-in?${new URLSearchParams({ error: error.code, next: await askedFor() })}`;
          throw error;
        }
      },
      jwt: ({ token, user }) => {
        const session_token = (user as SignedIn | undefined)?.session_token;
        return session_token ? { session_token } : token;
      },
      // Pages ask the API who is signed in; this tells nobody more than until when the cookie lasts.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut() {
        await (await pageClient()).auth.logout();
      },
    },
  };
}

/** Where the sign-in that left for Google was to lead; next-auth keeps that in a cookie of its own. */
async function askedFor(): Promise<string> {
  const kept = (await cookies()).getAll().find(({ name }) => name.endsWith("next-auth.callback-url"))?.value;
  if (!kept || !URL.canParse(kept)) return safePath(kept);
  const { pathname, search } = new URL(kept);
  return safePath(pathname + search);
}

function providersOf({ google }: PageSettings): AuthOptions["providers"] {
  const password = Credentials({
    credentials: { email: {}, password: {}, code: {}, verify_token: {} },
    authorize: async (given) =>
      ({ id: "person", session_token: await signInByPassword(given ?? {}) }) as User,
  });
  if (!google) return [password];
  const { client_id, client_secret, issuer } = google;
  return [
    password,
    Google({
      clientId: client_id,
      clientSecret: client_secret,
      issuer,
      wellKnown: `${issuer}/.well-known/openid-configuration`,
      checks: ["pkce", "state", "nonce"],
    }),
  ];
}

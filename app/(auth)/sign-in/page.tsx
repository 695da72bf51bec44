import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { load, personIfAny } from "#app/load.ts";
import { FOOT_LINK } from "#components/auth/auth-card.tsx";
import { SignIn } from "#components/auth/sign-in.tsx";
import { signInNotice } from "#components/auth/sign-in-notices.ts";
import { safePath } from "#lib/page-path.ts";
import { pageClient } from "#server/session.ts";
import { asked, type SearchParams } from "../asked.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const given = await asked(searchParams, "next", "ended", "signed_out", "error", "email");
  const next = safePath(given.next);
  const client = await pageClient();
  const [person, options] = await Promise.all([personIfAny(), load(client.auth.options())]);
  if (person) redirect(next);
  if (options.first) redirect("/sign-up");
  return (
    <SignIn
      next={next}
      google={options.google}
      email={given.email}
      notice={signInNotice(given)}
      startAt={given.error === "mfa_required" ? "code" : "password"}
      signUp={
        options.signup === "open" && (
          <p>
            No account yet?{" "}
            <Link href="/sign-up" className={FOOT_LINK}>
              Sign up
            </Link>
          </p>
        )
      }
    />
  );
}

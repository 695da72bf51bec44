import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { load, personIfAny } from "#app/load.ts";
import { AuthCard, FOOT_LINK } from "#components/auth/auth-card.tsx";
import { SignUpByLink } from "#components/auth/sign-up-by-link.tsx";
import { pageClient } from "#server/session.ts";
import { asked, type SearchParams } from "../asked.ts";

export const metadata: Metadata = { title: "Sign up" };

const CLOSED = {
  invite:
    "Sign-up is by invitation here. Open the link of your invitation, or ask whoever runs this server for one.",
  closed:
    "Whoever runs this server has closed sign-up. Ask them, or somebody whose organization you should join, for an invitation.",
};

export default async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const { invite_token, email } = await asked(searchParams, "invite_token", "email");
  const client = await pageClient();
  const [person, options] = await Promise.all([personIfAny(), load(client.auth.options())]);
  if (person) redirect("/dashboard");
  const foot = !options.first && (
    <p>
      Have an account?{" "}
      <Link href="/sign-in" className={FOOT_LINK}>
        Sign in
      </Link>
    </p>
  );
  if (options.signup !== "open" && !options.first && !invite_token) {
    return <AuthCard title="No sign-up here" intro={CLOSED[options.signup]} foot={foot} />;
  }
  return <SignUpByLink token={invite_token} options={options} email={email} foot={foot} />;
}

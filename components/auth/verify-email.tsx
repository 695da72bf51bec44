"use client";
import Link from "next/link";
import { useState } from "react";
import { FormView, SubmitButton, useForm } from "#components/ui/form.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { AuthCard, FOOT_LINK } from "./auth-card.tsx";
import { CodeStep } from "./code-step.tsx";
import { useLinkToken } from "./link-token.ts";
import { leaveFor, signIn } from "./ways-in.ts";

/** Proves an address with a click: what opens links in mails by itself confirms nothing. */
export function VerifyEmail({ token: given }: { token?: string }) {
  const token = useLinkToken(given);
  const [asksCode, setAsksCode] = useState(false);
  const form = useForm({
    initial: {},
    submit: async () => {
      const answer = await signIn({ verify_token: token ?? "" });
      if (answer.is === "in") return leaveFor("/welcome");
      if (answer.is === "refused") return { problem: answer.why };
      setAsksCode(true);
    },
  });
  if (asksCode)
    return <CodeStep onSignedIn={() => leaveFor("/dashboard")} onOver={() => void leaveFor("/sign-in")} />;
  if (token === null) return <Spinner label="Loading" className="mx-auto size-5" />;
  if (token === "") return <LinkMissing again="/sign-in" word="To the sign-in" />;
  return (
    <AuthCard title="Confirm your address" intro="One click, and the account is yours and you are signed in.">
      <FormView form={form}>
        <SubmitButton form={form} className="h-9 w-full justify-center">
          Confirm address
        </SubmitButton>
      </FormView>
      <p className="text-sm text-ink-faint">
        If you did not open an account here, close this page: without the click nothing happens.
      </p>
    </AuthCard>
  );
}

/** For a page that means nothing without the token of a link. */
export function LinkMissing({ again, word }: { again: string; word: string }) {
  return (
    <AuthCard
      title="Open the link once more"
      intro="This page needs the link of your mail. It is kept nowhere else, so open it from there again."
      foot={
        <p>
          <Link href={again} className={FOOT_LINK}>
            {word}
          </Link>
        </p>
      }
    />
  );
}

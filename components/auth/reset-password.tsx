"use client";
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { buttonLook } from "#components/ui/button.tsx";
import { FormView, SubmitButton, useForm } from "#components/ui/form.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { checkPassword } from "#lib/password-policy.ts";
import { AuthCard, FOOT_LINK } from "./auth-card.tsx";
import { useLinkToken } from "./link-token.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { LinkMissing } from "./verify-email.tsx";

/** Chooses a new password with the token of a mailed link, which ends every session. */
export function ResetPassword({ token: given }: { token?: string }) {
  const token = useLinkToken(given);
  const [done, setDone] = useState<string | null>(null);
  if (done !== null) return <Changed message={done} />;
  if (token === null) return <Spinner label="Loading" className="mx-auto size-5" />;
  if (token === "") return <LinkMissing again="/forgot-password" word="Ask for another link" />;
  return <ResetForm token={token} onDone={setDone} />;
}

function ResetForm({ token, onDone }: { token: string; onDone: (message: string) => void }) {
  const [over, setOver] = useState(false);
  const form = useForm<{ new_password?: string }>({
    initial: { new_password: "" },
    submit: async ({ new_password = "" }) => {
      // Whose the link is, and so whose address the password must not hold, knows the server alone.
      const weak = checkPassword(new_password, { email: "" });
      if (weak) return { fields: { new_password: weak } };
      const answer = await api().auth.resetPassword({ token, new_password });
      if (!answer.error) return onDone(answer.data.message);
      setOver(answer.error.code === "mail_token_invalid");
      return refusal(answer.error);
    },
  });
  return (
    <AuthCard
      title="Choose a new password"
      intro="Every session of the account ends with it, here and elsewhere."
      foot={
        over && (
          <p>
            <Link href="/forgot-password" className={FOOT_LINK}>
              Ask for another link
            </Link>
          </p>
        )
      }
    >
      <FormView form={form}>
        <NewPasswordField form={form} name="new_password" label="New password" autoFocus />
        <SubmitButton form={form} className="h-9 w-full justify-center">
          Change password
        </SubmitButton>
      </FormView>
    </AuthCard>
  );
}

function Changed({ message }: { message: string }) {
  return (
    <AuthCard title="Password changed">
      <div role="status" className="flex flex-col items-center gap-3 pt-1 text-center">
        <CircleCheck aria-hidden className="size-6 text-ok" />
        <p className="text-ink-soft">{message}</p>
      </div>
      {/* A whole new page: a session that was open in this browser has ended too. */}
      <a href="/sign-in" className={`${buttonLook({ variant: "solid" })} h-9 justify-center`}>
        Sign in
      </a>
    </AuthCard>
  );
}

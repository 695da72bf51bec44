"use client";
import { MailCheck } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { AuthCard, FOOT_LINK } from "./auth-card.tsx";

/** Asks for a link to choose a new password. The answer is the same for every address. */
export function ForgotPassword({ mail, email = "" }: { mail: boolean; email?: string }) {
  const [answer, setAnswer] = useState<string | null>(null);
  const form = useForm<{ email: string }>({
    schema: () => import("#lib/schemas/auth.ts").then((file) => file.ForgotPasswordRequest),
    initial: { email },
    submit: async (given) => {
      const sent = await api().auth.forgotPassword(given);
      if (sent.error) return refusal(sent.error);
      setAnswer(sent.data.message);
    },
  });
  const foot = (
    <p>
      <Link href="/sign-in" className={FOOT_LINK}>
        Back to the sign-in
      </Link>
    </p>
  );
  if (answer !== null) {
    return (
      <AuthCard title={mail ? "Look into your inbox" : "Ask the operator"} foot={foot}>
        <div role="status" className="flex flex-col items-center gap-3 py-2 text-center">
          <MailCheck aria-hidden className="size-6 text-ink-faint" />
          <p className="text-ink-soft">{answer}</p>
        </div>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Forgot your password?"
      intro={
        mail
          ? "Enter your address, and a link to choose a new one comes by mail."
          : "This server sends no mail: the link goes to its operator, who can hand it to you."
      }
      foot={foot}
    >
      <FormView form={form}>
        <TextField
          form={form}
          name="email"
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoFocus
        />
        <SubmitButton form={form} className="h-9 w-full justify-center">
          Send the link
        </SubmitButton>
      </FormView>
    </AuthCard>
  );
}

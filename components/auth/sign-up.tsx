"use client";
import { MailCheck } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { checkPassword } from "#lib/password-policy.ts";
import { AuthCard, FOOT_LINK } from "./auth-card.tsx";
import { GoogleButton } from "./google-button.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { leaveFor, signIn } from "./ways-in.ts";

type Account = { email: string; password: string; display_name: string; invite_token?: string };

type Props = {
  options: { google: boolean; mail: boolean; first: boolean };
  email?: string;
  invite_token?: string;
  title?: string;
  intro?: ReactNode;
  foot?: ReactNode;
};

/** Opens an account and signs in with it, or says to look into the mail. */
export function SignUp(props: Props) {
  const [sent, setSent] = useState<{ message: string; email: string } | null>(null);
  if (sent) return <Sent {...sent} mail={props.options.mail} />;
  return <SignUpForm {...props} onSent={setSent} />;
}

function SignUpForm({
  options,
  email = "",
  invite_token,
  title,
  intro,
  foot,
  onSent,
}: Props & { onSent: (sent: { message: string; email: string }) => void }) {
  const form = useForm<Account>({
    schema: () =>
      import("#lib/schemas/auth.ts").then((file) => file.SignupRequest.required({ display_name: true })),
    initial: { display_name: "", email, password: "" },
    submit: async (account) => {
      const weak = checkPassword(account.password, account);
      if (weak) return { fields: { password: weak } };
      const answer = await api().auth.signup({ ...account, invite_token });
      if (answer.error) return refusal(answer.error);
      if (options.mail) return onSent(answer.data);
      const entered = await signIn(account);
      if (entered.is === "in") await leaveFor("/welcome");
      onSent(answer.data);
    },
  });
  const { first, google } = options;
  return (
    <AuthCard
      title={title ?? (first ? "Create the first account" : "Create your account")}
      intro={intro ?? (first ? undefined : "You get an organization of your own; others can join it later.")}
      foot={foot}
    >
      {first && (
        <Alert tone="info" title="You are the first: you will run this server">
          This account becomes its operator, and the owner of a new organization.
        </Alert>
      )}
      {google && !invite_token && <GoogleButton next="/welcome" />}
      <FormView form={form}>
        <TextField
          form={form}
          name="display_name"
          label="Name"
          autoComplete="name"
          autoFocus
          maxLength={100}
        />
        <TextField
          form={form}
          name="email"
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="username"
        />
        <NewPasswordField
          form={form}
          name="password"
          label="Password"
          email={String(form.values.email ?? "")}
        />
        <SubmitButton form={form} className="h-9 w-full justify-center">
          Create account
        </SubmitButton>
      </FormView>
    </AuthCard>
  );
}

function Sent({ message, email, mail }: { message: string; email: string; mail: boolean }) {
  return (
    <AuthCard
      title={mail ? "Look into your inbox" : "Sign in now"}
      foot={
        <p>
          <Link href={`/sign-in?email=${encodeURIComponent(email)}`} className={FOOT_LINK}>
            To the sign-in
          </Link>
        </p>
      }
    >
      <div role="status" className="flex flex-col items-center gap-3 py-2 text-center">
        <MailCheck aria-hidden className="size-6 text-ink-faint" />
        <p className="font-medium wrap-anywhere">{email}</p>
        <p className="text-ink-soft">{message}</p>
      </div>
    </AuthCard>
  );
}

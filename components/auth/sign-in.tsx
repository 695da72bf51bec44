"use client";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { FormView, PasswordField, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { AuthCard, FOOT_LINK } from "./auth-card.tsx";
import { CodeStep } from "./code-step.tsx";
import { GoogleButton } from "./google-button.tsx";
import { leaveFor, signIn } from "./ways-in.ts";

export type Notice = { tone: "info" | "ok" | "warn" | "danger"; text: string };

type Props = {
  /** Where it leads; Google leads back here as well. */
  next: string;
  google: boolean;
  /** What to do instead of going to `next`, for pages that ask for a sign-in in place. */
  onSignedIn?: () => void;
  onLeave?: () => void;
  title?: string;
  intro?: ReactNode;
  notice?: Notice | null;
  email?: string;
  signUp?: ReactNode;
  startAt?: "password" | "code";
};

/** Signs somebody in: with a password or through Google, and with a second factor where there is one. */
export function SignIn({ startAt = "password", notice = null, ...props }: Props) {
  const [step, setStep] = useState(startAt);
  const [said, setSaid] = useState(notice);
  const { next, onSignedIn } = props;
  const finish = async () => (onSignedIn ? onSignedIn() : await leaveFor(next));
  if (step === "code") {
    const over = (why: string | null) => {
      setSaid(why ? { tone: "danger", text: why } : null);
      setStep("password");
    };
    return <CodeStep onSignedIn={finish} onOver={over} />;
  }
  return <PasswordStep {...props} notice={said} onCode={() => setStep("code")} onSignedIn={finish} />;
}

function PasswordStep({
  next,
  google,
  title = "Sign in",
  intro,
  notice,
  email = "",
  signUp,
  onLeave,
  onCode,
  onSignedIn,
}: Omit<Props, "startAt" | "onSignedIn"> & { onCode: () => void; onSignedIn: () => Promise<unknown> }) {
  const form = useForm<{ email: string; password: string }>({
    schema: () => import("#lib/schemas/auth.ts").then((file) => file.LoginRequest),
    initial: { email, password: "" },
    submit: async (given) => {
      const answer = await signIn(given);
      if (answer.is === "refused") return { problem: answer.why };
      if (answer.is === "code") onCode();
      else await onSignedIn();
    },
  });
  return (
    <AuthCard title={title} intro={intro} foot={signUp}>
      {notice && <Alert tone={notice.tone}>{notice.text}</Alert>}
      {google && <GoogleButton next={next} onLeave={onLeave} />}
      <FormView form={form}>
        <TextField
          form={form}
          name="email"
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoFocus={email === ""}
        />
        <PasswordField
          form={form}
          name="password"
          label="Password"
          autoComplete="current-password"
          autoFocus={email !== ""}
        />
        <SubmitButton form={form} className="h-9 w-full justify-center">
          Sign in
        </SubmitButton>
      </FormView>
      <p className="text-center text-sm">
        <Link href="/forgot-password" className={FOOT_LINK}>
          Forgot your password?
        </Link>
      </p>
    </AuthCard>
  );
}

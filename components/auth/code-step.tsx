"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { FormField, FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { OtpInput } from "#components/ui/otp-input.tsx";
import { AuthCard } from "./auth-card.tsx";
import { signIn } from "./ways-in.ts";

const DIGITS = 6;

/** The second factor of a sign-in that has begun. `onOver`: it waited or was tried for too long, and begins again. */
export function CodeStep({
  onSignedIn,
  onOver,
}: {
  onSignedIn: () => Promise<unknown>;
  onOver: (why: string | null) => void;
}) {
  const [recovery, setRecovery] = useState(false);
  return (
    <AuthCard
      title="Second factor"
      intro={
        recovery
          ? "Enter one of the recovery codes that you saved. Each is good for one sign-in."
          : "Enter the code that your authenticator shows."
      }
      foot={
        <Button variant="ghost" size="sm" className="mx-auto" onClick={() => onOver(null)}>
          Start again
        </Button>
      }
    >
      <CodeForm key={String(recovery)} recovery={recovery} onSignedIn={onSignedIn} onOver={onOver} />
      <Button variant="ghost" className="w-full justify-center" onClick={() => setRecovery(!recovery)}>
        {recovery ? "Use the authenticator" : "Use a recovery code"}
      </Button>
    </AuthCard>
  );
}

function CodeForm({
  recovery,
  onSignedIn,
  onOver,
}: {
  recovery: boolean;
  onSignedIn: () => Promise<unknown>;
  onOver: (why: string) => void;
}) {
  const form = useForm<{ code: string }>({
    initial: { code: "" },
    submit: async ({ code = "" }) => {
      const typed = code.trim();
      if (recovery ? typed.length < 10 : typed.length !== DIGITS)
        return { fields: { code: recovery ? "looks like ABCDE-FGHJK" : `has ${DIGITS} digits` } };
      const answer = await signIn({ code: typed });
      if (answer.is === "in") return void (await onSignedIn());
      if (answer.is === "code") return { problem: "Enter the code once more." };
      // Only a wrong code leaves the sign-in waiting for a right one.
      if (answer.code !== "credentials_invalid" || answer.why.includes("Sign in again"))
        return onOver(answer.why);
      form.set("code", "");
      return { problem: answer.why };
    },
  });
  return (
    <FormView form={form}>
      {recovery ? (
        <TextField
          form={form}
          name="code"
          label="Recovery code"
          autoFocus
          mono
          autoComplete="off"
          maxLength={16}
        />
      ) : (
        <FormField form={form} name="code" label="Code">
          {({ value, onChange, ...control }) => (
            <OtpInput
              {...control}
              value={String(value ?? "")}
              onChange={onChange}
              length={DIGITS}
              autoFocus
            />
          )}
        </FormField>
      )}
      <SubmitButton form={form} className="h-9 w-full justify-center">
        Sign in
      </SubmitButton>
    </FormView>
  );
}

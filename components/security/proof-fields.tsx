"use client";
import { type AnyForm, PasswordField, TextField } from "#components/ui/form.tsx";

export type Proof = { password: string; code: string };

/** Password and code of who wants to change the second factor: either alone may be in other hands. */
export function ProofFields({ form }: { form: AnyForm }) {
  return (
    <>
      <PasswordField form={form} name="password" label="Password" autoComplete="current-password" autoFocus />
      <TextField
        form={form}
        name="code"
        label="Code"
        hint="6 digits of the authenticator, or a recovery code"
        mono
        maxLength={16}
        autoComplete="one-time-code"
      />
    </>
  );
}

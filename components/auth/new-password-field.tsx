"use client";
import { type AnyForm, PasswordField } from "#components/ui/form.tsx";
import { PasswordRules } from "./password-rules.tsx";

/** A password to be chosen, with its rules. `email` is whose it will be, where that is known. */
export function NewPasswordField({
  form,
  name,
  label,
  email = "",
  autoFocus,
}: {
  form: AnyForm;
  name: string;
  label: string;
  email?: string;
  autoFocus?: boolean;
}) {
  return (
    <div className="grid gap-2">
      <PasswordField
        form={form}
        name={name}
        label={label}
        autoComplete="new-password"
        autoFocus={autoFocus}
      />
      <PasswordRules password={String(form.values[name] ?? "")} email={email} />
    </div>
  );
}

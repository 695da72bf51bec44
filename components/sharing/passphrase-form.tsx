"use client";
import { FormView, PasswordField, SubmitButton, useForm } from "#components/ui/form.tsx";

type Asked = { passphrase: string };
const SCHEMA = {
  safeParse: (input: unknown) => {
    const { passphrase } = input as Partial<Asked>;
    return passphrase
      ? { success: true as const, data: { passphrase } }
      : { success: false as const, error: { issues: [{ path: ["passphrase"], message: "is required" }] } };
  },
};

/** Asks for the passphrase of a share; `onGive` answers what is wrong with it, or null. */
export function PassphraseForm({
  hint,
  onGive,
}: {
  hint: string;
  onGive: (passphrase: string) => Promise<string | null>;
}) {
  const form = useForm<Asked>({
    schema: SCHEMA,
    initial: { passphrase: "" },
    submit: async ({ passphrase }) => {
      const wrong = await onGive(passphrase);
      if (wrong) return { fields: { passphrase: wrong } };
    },
  });
  return (
    <FormView form={form}>
      <PasswordField
        form={form}
        name="passphrase"
        label="Passphrase"
        hint={hint}
        autoComplete="off"
        autoFocus
      />
      <SubmitButton form={form} size="lg" className="w-fit">
        Show the secret
      </SubmitButton>
    </FormView>
  );
}

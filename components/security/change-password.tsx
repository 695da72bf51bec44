"use client";
import { useQueryClient } from "@tanstack/react-query";
import { api, refusal } from "#components/api/client.ts";
import { NewPasswordField } from "#components/auth/new-password-field.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import { FormView, PasswordField, SubmitButton, useForm } from "#components/ui/form.tsx";
import { Section } from "#components/ui/section.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { checkPassword } from "#lib/password-policy.ts";

type Passwords = { current_password: string; new_password: string };

/** Changes the password; every other session ends with the old one. */
export function ChangePassword({ email, auth_method }: { email: string; auth_method: string }) {
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm<Passwords>({
    schema: () => import("#lib/schemas/auth.ts").then((file) => file.ChangePasswordRequest),
    initial: { current_password: "", new_password: "" },
    submit: async (passwords) => {
      const weak = checkPassword(passwords.new_password, { email });
      if (weak) return { fields: { new_password: weak } };
      const answer = await api().auth.changePassword(passwords);
      if (answer.error) return refusal(answer.error);
      form.reset();
      toast({ title: "The password is changed", description: "All other sessions have ended.", tone: "ok" });
      await queries.invalidateQueries({ queryKey: ["security", "sessions"] });
    },
  });
  return (
    <Section title="Password" description="Changing it ends all your other sessions.">
      {auth_method === "google" ? (
        <Alert tone="info">
          You sign in with Google and have no password here. “Forgot password” at the sign-in gives you one.
        </Alert>
      ) : (
        <Card className="p-4">
          <FormView form={form} className="grid max-w-md gap-4">
            <PasswordField
              form={form}
              name="current_password"
              label="Current password"
              autoComplete="current-password"
            />
            <NewPasswordField form={form} name="new_password" label="New password" email={email} />
            <div>
              <SubmitButton form={form} variant="outline">
                Change password
              </SubmitButton>
            </div>
          </FormView>
        </Card>
      )}
    </Section>
  );
}

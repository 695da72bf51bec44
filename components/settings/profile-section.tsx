"use client";
import { useRouter } from "next/navigation";
import type { z } from "zod";
import { api, refusal } from "#components/api/client.ts";
import { roleTitle } from "#components/team/roles.ts";
import { SIGN_IN_WORDS } from "#components/team/sign-in-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { UpdateProfileRequest } from "#lib/schemas/auth.ts";
import type { Profile } from "./account.ts";

/** Who one is here; only the name can be changed. */
export function ProfileSection({ me }: { me: Profile }) {
  const router = useRouter();
  const toast = useToast();
  const form = useForm<z.output<typeof UpdateProfileRequest>>({
    schema: () =>
      import("#lib/schemas/auth.ts").then((file) =>
        file.UpdateProfileRequest.required({ display_name: true }),
      ),
    initial: { display_name: me.display_name },
    submit: async ({ display_name }) => {
      const answer = await api().auth.updateMe({ display_name });
      if (answer.error) return refusal(answer.error);
      toast({ title: "Your name is saved", tone: "ok" });
      router.refresh();
    },
  });
  return (
    <Section title="Profile">
      <Card>
        <FormView form={form} className="flex flex-wrap items-start gap-x-3 gap-y-4 border-b p-4">
          <div className="min-w-0 flex-1 basis-64">
            <TextField
              form={form}
              name="display_name"
              label="Name"
              autoComplete="name"
              maxLength={100}
              hint="As your team, and those you share with, see you."
            />
          </div>
          <div className="sm:pt-6.5">
            <SubmitButton form={form} variant="outline">
              Save name
            </SubmitButton>
          </div>
        </FormView>
        <div className="px-4 py-2">
          <Facts
            items={[
              {
                label: "E-mail",
                value: (
                  <span className="inline-flex flex-wrap items-center gap-2">
                    {me.email}
                    <Badge tone={me.email_verified ? "ok" : "neutral"}>
                      {me.email_verified ? "Confirmed" : "Not confirmed"}
                    </Badge>
                  </span>
                ),
              },
              {
                label: "Signs in with",
                value: `${SIGN_IN_WORDS[me.auth_method] ?? me.auth_method}${me.totp_enabled ? " and a second factor" : ""}`,
              },
              {
                label: "Role",
                value: `${roleTitle(me.role)}${me.is_operator ? ", and operator of this server" : ""}`,
              },
              { label: "Account since", value: <Time at={me.created_at} mode="date" /> },
              { label: "Your id", value: <Copyable text={me.id} what="your id" /> },
            ]}
          />
        </div>
      </Card>
    </Section>
  );
}

"use client";
import { useRouter } from "next/navigation";
import type { z } from "zod";
import { api, refusal } from "#components/api/client.ts";
import { Card } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { UpdateOrganizationRequest } from "#lib/schemas/organization.ts";
import type { Organization, Profile } from "./account.ts";

/** The organization's name, which owners and admins change. */
export function OrganizationSection({ me, organization }: { me: Profile; organization: Organization }) {
  const router = useRouter();
  const toast = useToast();
  const isAdmin = me.role !== "member";
  const form = useForm<z.output<typeof UpdateOrganizationRequest>>({
    schema: () => import("#lib/schemas/organization.ts").then((file) => file.UpdateOrganizationRequest),
    initial: { name: organization.name },
    submit: async (values) => {
      const answer = await api().org.update(values);
      if (answer.error) return refusal(answer.error);
      toast({ title: `The organization is called ${answer.data.name} now`, tone: "ok" });
      router.refresh();
    },
  });
  const people = organization.member_count;
  return (
    <Section title="Organization">
      <Card>
        <FormView form={form} className="flex flex-wrap items-start gap-x-3 gap-y-4 border-b p-4">
          <div className="min-w-0 flex-1 basis-64">
            <TextField
              form={form}
              name="name"
              label="Name of the organization"
              autoComplete="organization"
              maxLength={100}
              disabled={!isAdmin}
              hint={isAdmin ? undefined : "Only owners and admins rename the organization."}
            />
          </div>
          {isAdmin && (
            <div className="sm:pt-6.5">
              <SubmitButton form={form} variant="outline">
                Rename
              </SubmitButton>
            </div>
          )}
        </FormView>
        <div className="px-4 py-2">
          <Facts
            items={[
              { label: "People", value: people.toLocaleString("en") },
              { label: "Since", value: <Time at={organization.created_at} mode="date" /> },
              {
                label: "Organization’s id",
                value: <Copyable text={organization.id} what="the organization's id" />,
              },
            ]}
          />
        </div>
      </Card>
    </Section>
  );
}

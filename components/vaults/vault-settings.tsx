"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { z } from "zod";
import { api, refusal } from "#components/api/client.ts";
import { CmekSettings } from "#components/cmek/cmek-settings.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { UpdateVaultRequest } from "#lib/schemas/vaults.ts";
import { DeleteVault } from "./delete-vault.tsx";
import { usePrincipals } from "./principals.ts";
import { SplitCustody } from "./split-custody.tsx";
import { administers, type Me, type Vault } from "./vault-queries.ts";

/** Everything about the vault itself. Who does not administer it sees what it is and changes nothing. */
export function VaultSettings({ vault, me }: { vault: Vault; me: Me }) {
  const principals = usePrincipals(me);
  const mayChange = administers(me, vault);
  return (
    <div className="max-w-3xl">
      <Section title="General">
        <Card className="p-4 grid gap-5">
          {mayChange ? (
            <NameForm vault={vault} />
          ) : (
            <Alert tone="info">Only the vault's creator and the organization's admins change it.</Alert>
          )}
          <Facts
            items={[
              { label: "Id", value: <Copyable text={vault.id} what="the vault's id" /> },
              {
                label: "Created",
                value: (
                  <>
                    <Time at={vault.created_at} mode="datetime" /> by {principals.nameOf(vault.created_by)}
                  </>
                ),
              },
            ]}
          />
        </Card>
      </Section>
      <SplitCustody vault={vault} mayChange={mayChange} />
      <CmekSettings vault={vault} />
      {mayChange && <DeleteVault vault={vault} />}
    </div>
  );
}

function NameForm({ vault }: { vault: Vault }) {
  const router = useRouter();
  const toast = useToast();
  const queries = useQueryClient();
  const form = useForm<z.output<typeof UpdateVaultRequest>>({
    schema: () => import("#lib/schemas/vaults.ts").then((file) => file.UpdateVaultRequest),
    initial: { name: vault.name, description: vault.description },
    keepEmpty: ["name", "description"],
    submit: async (values) => {
      const answer = await api().vault.update(vault.id, values);
      if (answer.error) return refusal(answer.error);
      await queries.invalidateQueries({ queryKey: ["vaults"] });
      router.refresh();
      toast({ title: "Vault saved", tone: "ok" });
    },
  });
  return (
    <FormView form={form}>
      <TextField form={form} name="name" label="Name" maxLength={100} autoComplete="off" />
      <TextField form={form} name="description" label="Description" optional multiline={2} maxLength={1000} />
      <div>
        <SubmitButton form={form}>Save</SubmitButton>
      </div>
    </FormView>
  );
}

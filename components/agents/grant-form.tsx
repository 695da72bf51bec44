"use client";
import { useQueryClient } from "@tanstack/react-query";
import { api, refusal } from "#components/api/client.ts";
import { PathPreview } from "#components/policies/path-preview.tsx";
import { PolicySentence } from "#components/policies/policy-sentence.tsx";
import { DateTimeInput } from "#components/ui/date-time-input.tsx";
import { FormField, FormView, SelectField, TextField, useForm } from "#components/ui/form.tsx";
import type { Agent, NamedVault, Policy } from "./agent-words.ts";
import type { Grant } from "./grant-schema.ts";

/** The state of a grant for reading; `onGranted` gets the policy once it holds. */
export function useGrant(agent: Agent, vaults: readonly NamedVault[], onGranted: (policy: Policy) => void) {
  const queries = useQueryClient();
  const vault = vaults.find(({ id }) => agent.vault_ids?.includes(id) ?? true);
  return useForm<Grant>({
    schema: () => import("./grant-schema.ts").then((file) => file.Grant),
    initial: {
      vault_id: vault?.id ?? "",
      secret_path_pattern: "",
      principal_type: "agent",
      principal_id: agent.id,
      permissions: ["read"],
      expires_at: null,
    },
    submit: async ({ vault_id, ...policy }) => {
      const answer = await api().access.grantAgent(vault_id, agent.id, policy.permissions, {
        secretPathPattern: policy.secret_path_pattern,
        expires_at: policy.expires_at,
      });
      if (answer.error) return refusal(answer.error);
      onGranted(answer.data);
      await queries.invalidateQueries({ queryKey: ["policies"] });
    },
  });
}

/** Vault, path pattern and expiry, with what they match and the policy as a sentence. The button is the caller's. */
export function GrantForm({
  form,
  agent,
  vaults,
}: {
  form: ReturnType<typeof useGrant>;
  agent: Agent;
  vaults: readonly NamedVault[];
}) {
  const { vault_id, secret_path_pattern: pattern = "", expires_at } = form.values;
  const vault = vaults.find(({ id }) => id === vault_id);
  return (
    <FormView form={form} className="grid gap-5">
      <SelectField
        form={form}
        name="vault_id"
        label="Vault"
        placeholder="Choose a vault"
        options={vaults.map(({ id, name }) => ({
          value: id,
          label: name,
          hint:
            agent.vault_ids && !agent.vault_ids.includes(id)
              ? "The agent is bound to other vaults"
              : undefined,
        }))}
      />
      <div className="grid gap-2">
        <TextField
          form={form}
          name="secret_path_pattern"
          label="Path pattern"
          mono
          placeholder="api-keys/**"
          hint="One star stands for one segment of a path, two for any number of them."
        />
        {vault_id && (
          <PathPreview
            vault_id={vault_id}
            pattern={pattern}
            onPattern={(chosen) => form.set("secret_path_pattern", chosen)}
          />
        )}
      </div>
      <FormField form={form} name="expires_at" label="Until">
        {({ value, onChange, name: _, ...control }) => (
          <DateTimeInput {...control} value={value} onChange={onChange} />
        )}
      </FormField>
      <p role="status" className="rounded-lg border bg-sunken px-4 py-3 text-md text-ink-soft">
        <PolicySentence
          policy={{ secret_path_pattern: pattern, permissions: ["read"], expires_at }}
          principal={agent.name}
          vault={vault?.name ?? "…"}
        />
      </p>
    </FormView>
  );
}

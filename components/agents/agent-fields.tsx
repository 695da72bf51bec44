"use client";
// The fields of an agent that the wizard and its settings share.
import { useState } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { DateTimeInput } from "#components/ui/date-time-input.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { type AnyForm, CheckField, FormField, TextField } from "#components/ui/form.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { Select } from "#components/ui/select.tsx";
import { TagInput } from "#components/ui/tag-input.tsx";
import { type Agent, lifeWords, type NamedVault } from "./agent-words.ts";
import { certificateFingerprint } from "./certificate.ts";

type Props = { form: AnyForm };

const LIVES = [300, 900, 14_400, 43_200, 86_400];
const CERTIFICATE_BYTES = 65_536;

/** What the agent is known by. */
export function NameFields({ form, autoFocus }: Props & { autoFocus?: boolean }) {
  return (
    <>
      <TextField
        form={form}
        name="name"
        label="Name"
        placeholder="deploy-bot"
        maxLength={100}
        autoComplete="off"
        autoFocus={autoFocus}
      />
      <TextField
        form={form}
        name="description"
        label="Description"
        hint="What it is for, and who to ask about it."
        multiline={2}
        maxLength={1000}
        optional
      />
    </>
  );
}

/** What the agent proves itself with, for its way of signing in; an API key needs nothing. */
export function MethodFields({ form, method }: Props & { method: Agent["auth_method"] }) {
  if (method === "mtls") return <CertificateFields form={form} />;
  if (method !== "oidc_client_credentials") return null;
  return (
    <>
      <TextField
        form={form}
        name="oidc_issuer"
        label="Issuer"
        hint="iss of the agent's tokens, letter by letter. Its keys are fetched from there."
        placeholder="https://token.actions.githubusercontent.com"
        type="url"
        inputMode="url"
        mono
      />
      <TextField
        form={form}
        name="oidc_client_id"
        label="Client id"
        hint="azp, else client_id, else sub of the agent's tokens, letter by letter."
        placeholder="repo:acme/shop:ref:refs/heads/main"
        mono
      />
    </>
  );
}

function CertificateFields({ form }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (pem: string) => {
    const fingerprint = await certificateFingerprint(pem);
    setProblem(fingerprint ? null : "There is no certificate in this file.");
    if (fingerprint) form.set("client_cert_fingerprint", fingerprint);
  };
  return (
    <div className="grid gap-2">
      <TextField
        form={form}
        name="client_cert_fingerprint"
        label="Certificate fingerprint"
        hint="SHA-256 of the client certificate in DER form, in hex."
        placeholder="64 hex digits"
        mono
      />
      <FileDrop
        label="Or take it from the certificate"
        hint="A .pem or .crt file. It is read here; nothing is uploaded."
        accept=".pem,.crt,.cer"
        maxBytes={CERTIFICATE_BYTES}
        onText={(text) => void read(text)}
      />
      {problem && (
        <p role="alert" className="text-xs text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}

/** Ceilings that hold whatever the policies say. */
export function LimitFields({ form, vaults }: Props & { vaults: readonly NamedVault[] }) {
  return (
    <>
      <VaultBinding form={form} vaults={vaults} />
      <FormField
        form={form}
        name="token_ttl_seconds"
        label="Its tokens live"
        hint="Then it signs in again by itself."
      >
        {({ value, onChange, disabled: _, ...control }) => (
          <Select
            {...control}
            className="sm:max-w-52"
            value={String(value ?? "")}
            onValueChange={(chosen) => onChange(chosen === "" ? null : Number(chosen))}
            options={livesWith(value)}
          />
        )}
      </FormField>
      <FormField
        form={form}
        name="expires_at"
        label="The agent expires"
        hint="From then on it is refused, with all its tokens."
      >
        {({ value, onChange, name: _, ...control }) => (
          <DateTimeInput {...control} value={value as string | null | undefined} onChange={onChange} />
        )}
      </FormField>
      <FormField
        form={form}
        name="scopes"
        label="Scopes"
        optional
        hint="Path patterns among them are a ceiling over every policy; other words are labels without effect."
      >
        {({ value, onChange, ...control }) => (
          <TagInput
            {...control}
            value={(value as string[] | undefined) ?? []}
            onChange={onChange}
            placeholder="api-keys/**"
            label="Scopes"
          />
        )}
      </FormField>
    </>
  );
}

/** The lives to choose from, with the one that is set by other means. */
function livesWith(value: unknown) {
  const lives = typeof value === "number" && !LIVES.includes(value) ? [...LIVES, value] : LIVES;
  const sorted = [...lives].sort((a, b) => a - b);
  return [
    { value: "", label: "1 hour, as usual" },
    ...sorted.map((seconds) => ({ value: String(seconds), label: lifeWords(seconds) })),
  ];
}

function VaultBinding({ form, vaults }: Props & { vaults: readonly NamedVault[] }) {
  return (
    <FormField form={form} name="vault_ids" label="Vaults" group>
      {({ value, onChange, "aria-invalid": invalid, "aria-describedby": described }) => {
        const bound = value as string[] | null | undefined;
        const toggle = (id: string, checked: boolean) =>
          onChange(checked ? [...(bound ?? []), id] : (bound ?? []).filter((other) => other !== id));
        return (
          <div className="grid gap-2">
            <RadioCards
              label="Vaults"
              aria-invalid={invalid}
              aria-describedby={described}
              columns={2}
              value={bound ? "some" : "any"}
              onValueChange={(chosen) => onChange(chosen === "any" ? null : [])}
              options={[
                { value: "any", title: "Any vault that a policy opens" },
                { value: "some", title: "Only chosen vaults", description: "A ceiling over every policy" },
              ]}
            />
            {bound && (
              <div className="grid max-h-56 gap-2 overflow-y-auto rounded-lg border bg-surface p-3">
                {vaults.length === 0 && <p className="text-sm text-ink-faint">There is no vault yet.</p>}
                {vaults.map(({ id, name }) => (
                  <Checkbox
                    key={id}
                    checked={bound.includes(id)}
                    onCheckedChange={(checked) => toggle(id, checked)}
                    label={name}
                  />
                ))}
                {bound.length === 0 && vaults.length > 0 && (
                  <p className="text-xs text-warn">None chosen: the agent reaches no vault at all.</p>
                )}
              </div>
            )}
          </div>
        );
      }}
    </FormField>
  );
}

/** What goes for agents that have transactions signed, or speak to models through the proxy. */
export function CapabilityFields({ form }: Props) {
  return (
    <>
      <CheckField
        form={form}
        name="intents_api_enabled"
        label="Transactions are signed for it"
        hint="It then never reads private keys or SSH keys, whatever the policies say."
      />
      {form.values.intents_api_enabled === true && <GuardrailFields form={form} />}
      <CheckField
        form={form}
        name="shroud_enabled"
        label="It speaks to models through the LLM proxy"
        hint="Noted in its tokens. What it may read stays the same."
      />
    </>
  );
}

function GuardrailFields({ form }: Props) {
  return (
    <div className="grid gap-4 border-l pl-4">
      <Tags form={form} name="tx_to_allowlist" label="Addresses it may send to" placeholder="0x…" />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          form={form}
          name="tx_max_value_eth"
          label="At most per transaction"
          suffix="ETH"
          inputMode="decimal"
          optional
        />
        <TextField
          form={form}
          name="tx_daily_limit_eth"
          label="At most per day"
          suffix="ETH"
          inputMode="decimal"
          optional
        />
      </div>
      <Tags form={form} name="tx_allowed_chains" label="Chains it may use" placeholder="ethereum" />
    </div>
  );
}

function Tags({
  form,
  name,
  label,
  placeholder,
}: Props & { name: string; label: string; placeholder: string }) {
  return (
    <FormField form={form} name={name} label={label} optional hint="Without any there is no limit.">
      {({ value, onChange, ...control }) => (
        <TagInput
          {...control}
          value={(value as string[] | undefined) ?? []}
          onChange={onChange}
          placeholder={placeholder}
          label={label}
        />
      )}
    </FormField>
  );
}

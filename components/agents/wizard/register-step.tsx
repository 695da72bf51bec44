"use client";
import clsx from "clsx";
import { ChevronRight, FileBadge, Fingerprint, KeyRound } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { FormField, FormView, SubmitButton, useForm } from "#components/ui/form.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import type { ApiSchemas } from "#sdk";
import { CapabilityFields, LimitFields, MethodFields, NameFields } from "../agent-fields.tsx";
import type { Agent, NamedVault } from "../agent-words.ts";

const METHODS = [
  {
    value: "api_key",
    title: "API key",
    description: "A key in its environment. Right for most programs.",
    icon: KeyRound,
  },
  {
    value: "mtls",
    title: "Client certificate",
    description: "For a mesh or PKI that gives each workload one.",
    icon: Fingerprint,
  },
  {
    value: "oidc_client_credentials",
    title: "Token of an issuer",
    description: "A CI job or a Kubernetes service account, without a key.",
    icon: FileBadge,
  },
];

/** What the agent is; and for who wants it, how it signs in and within which limits. */
export function RegisterStep({
  vaults,
  onRegistered,
}: {
  vaults: NamedVault[];
  onRegistered: (agent: Agent, api_key: string | undefined) => void;
}) {
  const more = useId();
  const [open, setOpen] = useState(false);
  const form = useForm<ApiSchemas["CreateAgentRequest"]>({
    schema: () => import("#lib/schemas/agents.ts").then((file) => file.CreateAgentRequest),
    initial: { auth_method: "api_key", vault_ids: null, token_ttl_seconds: null, expires_at: null },
    submit: async (values) => {
      const answer = await api().agents.create(values);
      if (answer.error) return refusal(answer.error);
      onRegistered(answer.data.agent, answer.data.api_key);
    },
  });
  const method = form.values.auth_method ?? "api_key";
  return (
    <FormView form={form} className="grid gap-5">
      <Card className="grid gap-4 p-4 sm:p-5">
        <NameFields form={form} autoFocus />
      </Card>
      <MoreFields open={open} onToggle={() => setOpen(!open)} controls={more} />
      <div id={more} hidden={!open} className="grid gap-5">
        {open && (
          <>
            <Card className="grid gap-4 p-4 sm:p-5">
              <FormField form={form} name="auth_method" label="Signs in with" group>
                {({ value, onChange }) => (
                  <RadioCards
                    label="Signs in with"
                    columns={3}
                    value={value}
                    onValueChange={onChange}
                    options={METHODS}
                  />
                )}
              </FormField>
              <MethodFields form={form} method={method} />
            </Card>
            <Card className="grid gap-5 p-4 sm:p-5">
              <LimitFields form={form} vaults={vaults} />
            </Card>
            <Card className="grid gap-4 p-4 sm:p-5">
              <CapabilityFields form={form} />
            </Card>
          </>
        )}
      </div>
      <div className="flex items-center gap-2">
        <SubmitButton form={form}>Register agent</SubmitButton>
        <Link href="/agents" className={buttonLook({ variant: "ghost" })}>
          Cancel
        </Link>
      </div>
    </FormView>
  );
}

/** A button that shows the less common fields. */
function MoreFields({ open, onToggle, controls }: { open: boolean; onToggle: () => void; controls: string }) {
  return (
    <Button
      variant="ghost"
      className="-ml-3 justify-self-start"
      aria-expanded={open}
      aria-controls={controls}
      onClick={onToggle}
    >
      <ChevronRight aria-hidden className={clsx("size-3.5 transition-transform", open && "rotate-90")} />
      {open ? "Fewer settings" : "More settings: other ways to sign in, limits"}
    </Button>
  );
}

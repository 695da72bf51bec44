"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FormView, SubmitButton, useForm } from "#components/ui/form.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ApiSchemas } from "#sdk";
import { ActiveSwitch } from "./active-switch.tsx";
import { KEEP_EMPTY, valuesOf } from "./agent-changes.ts";
import { CapabilityFields, LimitFields, MethodFields, NameFields } from "./agent-fields.tsx";
import { useAgent, useAgentChanged, usePoliciesOf } from "./agent-queries.ts";
import { type Agent, choosable, countOf, METHOD_NAMES, type NamedVault, type Policy } from "./agent-words.ts";

type Props = { initial: Agent; policies: Policy[]; vaults: NamedVault[] };

export function AgentSettings({ initial, policies: initialPolicies, vaults }: Props) {
  const agent = useAgent(initial);
  const policies = usePoliciesOf(agent.id, initialPolicies);
  return (
    <div className="max-w-3xl">
      <AgentForm agent={agent} vaults={vaults} />
      <Section title="Danger zone">
        <Card className="divide-y">
          <Row
            title={agent.is_active ? "Deactivate" : "Activate"}
            text={
              agent.is_active
                ? "Its tokens are refused from the next request on and it gets no new ones. Policies and keys stay, and you can activate it again."
                : "Its key and its policies count again, from the next request on. Tokens from before that have not run out count again too."
            }
            action={<ActiveSwitch agent={agent} />}
          />
          <DeleteAgent agent={agent} policies={policies} />
        </Card>
      </Section>
    </div>
  );
}

function AgentForm({ agent, vaults }: { agent: Agent; vaults: NamedVault[] }) {
  const toast = useToast();
  const changed = useAgentChanged();
  const form = useForm<ApiSchemas["UpdateAgentRequest"]>({
    schema: () => import("./agent-changes-schema.ts").then((file) => file.changesSchema(agent)),
    initial: valuesOf(agent),
    keepEmpty: KEEP_EMPTY,
    submit: async (changes) => {
      const answer = await api().agents.update(agent.id, changes);
      if (answer.error) return refusal(answer.error);
      await changed(answer.data);
      toast({ title: "Saved", description: "It counts from the agent's next request on.", tone: "ok" });
    },
  });
  const hasMethodFields = agent.auth_method !== "api_key";
  return (
    <FormView form={form} className="grid gap-6">
      <div>
        <Section title="What it is">
          <Card className="grid gap-4 p-4">
            <NameFields form={form} />
          </Card>
        </Section>
        {hasMethodFields && (
          <Section
            title={`Signs in with: ${METHOD_NAMES[agent.auth_method].toLowerCase()}`}
            description="A change here ends every token that it has."
          >
            <Card className="grid gap-4 p-4">
              <MethodFields form={form} method={agent.auth_method} />
            </Card>
          </Section>
        )}
        <Section title="Limits" description="They hold whatever its policies say, from the next request on.">
          <Card className="grid gap-5 p-4">
            <LimitFields form={form} vaults={choosable(vaults)} />
          </Card>
        </Section>
        <Section title="Abilities">
          <Card className="grid gap-4 p-4">
            <CapabilityFields form={form} />
          </Card>
        </Section>
      </div>
      <div className="flex items-center gap-2">
        <SubmitButton form={form}>Save changes</SubmitButton>
        {form.dirty && (
          <Button variant="ghost" onClick={() => form.reset()}>
            Discard
          </Button>
        )}
      </div>
    </FormView>
  );
}

function Row({ title, text, action }: { title: string; text: string; action: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 p-4">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="font-medium">{title}</h3>
        <p className="text-sm text-ink-soft">{text}</p>
      </div>
      {action}
    </div>
  );
}

function DeleteAgent({ agent, policies }: { agent: Agent; policies: Policy[] }) {
  const router = useRouter();
  const toast = useToast();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    const answer = await api().agents.delete(agent.id);
    if (answer.error) return answer.error.message;
    toast({ title: `${agent.name} is deleted` });
    router.push("/agents");
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["agents", "list"] }),
      queries.invalidateQueries({ queryKey: ["policies"] }),
    ]);
  };
  const vaults = new Set(policies.map(({ vault_id }) => vault_id)).size;
  return (
    <>
      <Row
        title="Delete"
        text="The agent goes with its policies and its private identity keys. What it did stays on the audit log."
        action={
          <Button variant="danger" onClick={() => setAsking(true)}>
            Delete agent
          </Button>
        }
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${agent.name}?`}
        typed={agent.name}
        action="Delete agent"
        onConfirm={remove}
      >
        <p>
          Its key and its tokens are refused from the next request on. {lossOf(policies.length, vaults)} Its
          private identity keys cannot be read any more. This cannot be undone.
        </p>
        <p>
          {agent.last_active_at ? (
            <>
              It was last active <Time at={agent.last_active_at} />.
            </>
          ) : (
            "It has never been active."
          )}
        </p>
      </ConfirmDialog>
    </>
  );
}

function lossOf(policies: number, vaults: number): string {
  if (policies === 0) return "It has no policy in a vault that you administer.";
  return `${countOf(policies, "policy", "policies")} in ${countOf(vaults, "vault")} ${policies === 1 ? "goes" : "go"} with it.`;
}

"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { type Form, type FormResult, FormView, SubmitButton, useForm } from "#components/ui/form.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ApiSchemas, OneclawResponse } from "#sdk";
import { type Directory, nameOf, type Policy, principalOf, vaultName } from "./directory.ts";
import { changesOf, type Draft, draftOf, draftSchema, fieldsOfForm, spoken } from "./policy-draft.ts";
import type { PolicyEditorProps } from "./policy-editor.tsx";
import { PolicyFields } from "./policy-fields.tsx";
import { PolicySentence } from "./policy-sentence.tsx";
import { ReplayPanel } from "./replay-panel.tsx";
import { type Change, REPLAY_DAYS, type Replay } from "./replay-result.tsx";
import { useDirectory } from "./use-directory.ts";

type Request = ApiSchemas["CreatePolicyRequest"];

/** What `PolicyEditor` shows once it is open. Each opening begins anew. */
export function PolicyEditorDrawer(props: PolicyEditorProps) {
  const [session, setSession] = useState({ open: props.open, number: 0 });
  if (session.open !== props.open)
    setSession({ open: props.open, number: session.number + (props.open ? 1 : 0) });
  return <Editing key={session.number} {...props} />;
}

function Editing(props: PolicyEditorProps) {
  const { open, onOpenChange, policy = null, prefill, fixedVault = false } = props;
  const directory = useDirectory(props.directory);
  const [initial] = useState(() =>
    draftOf(policy ?? prefill ?? null, Intl.DateTimeFormat().resolvedOptions().timeZone),
  );
  const [warned, setWarned] = useState<{ draft: string; replay: Replay } | null>(null);
  const store = useStore(props);
  const form: Form<Draft> = useForm<Draft>({
    initial,
    // What is sent is made from the draft below; the schema's verdict is what counts here.
    schema: checked(policy !== null),
    submit: (draft) => attempt(draft),
  });
  const draft = form.values as Draft;
  const change = changeOf(draft, policy);
  const attempt = async (sent: Draft): Promise<FormResult> => {
    const asked = changeOf(sent, policy);
    const isSeen = warned?.draft === JSON.stringify(asked);
    if (policy && asked && !isSeen) {
      const replay = await api().access.replay(policy.vault_id, asked, { days: REPLAY_DAYS });
      // A refusal of the change itself comes again, and is shown, when it is stored.
      if (replay.data && replay.data.flips.newly_denied.length > 0)
        return setWarned({ draft: JSON.stringify(asked), replay: replay.data });
    }
    return store(sent, asked);
  };
  const isWarned = warned !== null && warned.draft === JSON.stringify(change);
  return (
    <Drawer
      open={open}
      onOpenChange={onOpenChange}
      title={policy ? "Change policy" : "New policy"}
      subtitle={policy ? "Counts from the next request on." : "A policy only ever adds access."}
      wide
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <SubmitButton form={form}>
            {isWarned ? "Save anyway" : policy ? "Save changes" : "Create policy"}
          </SubmitButton>
        </>
      }
    >
      <FormView form={form} className="grid gap-5">
        <Spoken draft={draft} directory={directory} />
        <PolicyFields form={form} directory={directory} policy={policy} fixedVault={fixedVault} />
        <ReplayPanel
          vault_id={draft.vault_id}
          change={change}
          warning={isWarned ? warned.replay : null}
          isStored={policy !== null}
        />
      </FormView>
    </Drawer>
  );
}

/** The policy as it stands in the form, always in sight. */
function Spoken({ draft, directory }: { draft: Draft; directory: Directory }) {
  const principal = principalOf(draft.principal, directory);
  return (
    <div className="sticky -top-4 z-10 -mx-4 -mt-4 border-b bg-surface px-4 py-3 sm:-mx-5 sm:px-5">
      <p className="sr-only">The policy as a sentence</p>
      <p className="text-md text-ink-soft text-pretty" data-policy-sentence>
        <PolicySentence
          policy={spoken(draft)}
          principal={principal ? nameOf(directory, principal.type, principal.id) : "Somebody"}
          vault={draft.vault_id ? vaultName(directory, draft.vault_id) : "a vault"}
        />
        .
      </p>
    </div>
  );
}

/** The draft's schema as a form takes it: it answers with the draft itself. */
function checked(isStored: boolean) {
  return {
    safeParse(input: unknown) {
      const found = draftSchema(isStored).safeParse(input);
      return found.success ? { success: true as const, data: input as Draft } : found;
    },
  };
}

/** What would be sent; null while it is not complete, or would change nothing. */
function changeOf(draft: Draft, policy: Policy | null): Change | null {
  const found = draftSchema(policy !== null).safeParse(draft);
  if (!found.success) return null;
  if (!policy) return { create: found.data };
  const changes = changesOf(policy, draft);
  return Object.keys(changes).length > 0 ? { update: { ...changes, policy_id: policy.id } } : null;
}

function useStore({ policy, onOpenChange, onSaved }: PolicyEditorProps) {
  const queries = useQueryClient();
  const toast = useToast();
  return async (draft: Draft, change: Change | null): Promise<FormResult> => {
    if (!change) {
      onOpenChange(false);
      return;
    }
    const answer = await send(draft, change, policy?.id);
    if (answer.error) {
      const fields = fieldsOfForm(answer.error.fields, draft);
      return Object.keys(fields).length > 0 ? { fields } : { problem: answer.error.message };
    }
    onOpenChange(false);
    toast({ title: policy ? "Policy changed" : "Policy created", tone: "ok" });
    onSaved?.(answer.data);
    await queries.invalidateQueries({ queryKey: ["policies"] });
  };
}

function send(
  { vault_id }: Draft,
  { create, update }: Change,
  policy_id = "",
): Promise<OneclawResponse<Policy>> {
  const { access } = api();
  const vault = vault_id ?? "";
  if (update) {
    const { policy_id: _, ...changes } = update;
    return access.update(vault, policy_id, changes);
  }
  const { principal_type, principal_id, permissions, secret_path_pattern, conditions, expires_at } =
    create as Request;
  const grant = principal_type === "agent" ? access.grantAgent : access.grantHuman;
  return grant(vault, principal_id, permissions, {
    secretPathPattern: secret_path_pattern,
    conditions,
    expires_at,
  });
}

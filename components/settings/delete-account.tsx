"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormView, PasswordField, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { DELETE_CONFIRMATIONS } from "#lib/delete-confirmations.ts";
import { unwrap } from "#sdk";
import type { Organization, Profile } from "./account.ts";
import type { Confirmation } from "./delete-account-form.ts";

const [SENTENCE] = DELETE_CONFIRMATIONS;
const EMPTY = { confirmation: "", password: "" };

/** Ends the account. The server asks for the password where the sign-in is more than ten minutes old. */
export function DeleteAccount({
  open,
  onOpenChange,
  me,
  organization,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  me: Profile;
  organization: Organization;
}) {
  const [proof, setProof] = useState<"none" | "password" | "sign-in">("none");
  const hasPassword = me.auth_method === "password";
  const form = useForm<Confirmation>({
    schema: () => import("./delete-account-form.ts").then((file) => file.Confirmation),
    initial: EMPTY,
    submit: async (values) => {
      const answer = await api().auth.deleteMe(values);
      if (answer.error?.code === "reauthentication_needed") {
        setProof(hasPassword ? "password" : "sign-in");
        if (hasPassword)
          return { fields: { password: "is needed: you signed in more than ten minutes ago" } };
      }
      if (answer.error) return refusal(answer.error);
      window.location.assign("/");
      // The button stays busy until the page is gone.
      return new Promise<never>(() => {});
    },
  });
  const toggle = (next: boolean) => {
    if (form.pending) return;
    if (!next) {
      form.reset(EMPTY);
      setProof("none");
    }
    onOpenChange(next);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={toggle}
      title="Delete your account"
      footer={
        <>
          <Button onClick={() => toggle(false)}>Cancel</Button>
          {proof === "sign-in" ? (
            <Button variant="solid" onClick={() => void signInAgain()}>
              Sign in again
            </Button>
          ) : (
            <SubmitButton form={form} variant="danger">
              Delete account
            </SubmitButton>
          )}
        </>
      }
    >
      <div className="grid gap-4 text-sm text-ink-soft">
        <Consequences me={me} organization={organization} />
        <FormView form={form}>
          <TextField
            form={form}
            name="confirmation"
            label={`Type ${SENTENCE}`}
            autoComplete="off"
            mono
            autoFocus
          />
          {proof === "password" && (
            <PasswordField form={form} name="password" label="Password" autoComplete="current-password" />
          )}
        </FormView>
      </div>
    </Dialog>
  );
}

async function signInAgain(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ redirect: false });
  window.location.assign("/sign-in?next=%2Fsettings");
}

function Consequences({ me, organization }: { me: Profile; organization: Organization }) {
  const { data } = useQuery({ queryKey: ["settings", "ends", me.id], queryFn: () => whatEnds(me.id) });
  const alone = organization.member_count === 1;
  return (
    <div aria-busy={!data} className="grid gap-3 sm:grid-cols-2">
      <div>
        <p className="font-medium text-ink">Ends at once</p>
        <ul className="mt-1 grid list-disc gap-1 pl-4">
          <li>{of(data?.sessions, "session", "sessions")}</li>
          <li>{of(data?.keys, "API key", "API keys")}</li>
          <li>Every policy and share that names you</li>
          {alone && <li>{of(data?.agents, "agent", "agents")} with their keys</li>}
          {alone && <li>{of(data?.vaults, "vault", "vaults")}; their keys are destroyed after 30 days</li>}
        </ul>
      </div>
      <div>
        <p className="font-medium text-ink">Stays</p>
        <ul className="mt-1 grid list-disc gap-1 pl-4">
          {!alone && (
            <li>
              {of(data?.made, "vault that you made", "vaults that you made")}, and the agents: they belong to{" "}
              {organization.name}
            </li>
          )}
          <li>The audit log: what was done is not unwritten</li>
          {me.is_operator && <li>The server, which then has one operator less</li>}
        </ul>
      </div>
    </div>
  );
}

function of(count: number | undefined, one: string, many: string): string {
  if (count === undefined) return `… ${many}`;
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

type Ends = { sessions: number; keys: number; vaults: number; made: number; agents: number };

/** @throws OneclawError */
async function whatEnds(me: string): Promise<Ends> {
  const { auth, apiKeys, vault, agents } = api();
  const [sessions, keys] = await Promise.all([auth.listSessions(), apiKeys.list()]);
  const ends = {
    sessions: unwrap(sessions).sessions.length,
    keys: unwrap(keys).keys.length,
    vaults: 0,
    made: 0,
    agents: 0,
  };
  for await (const { created_by } of vault.listAll()) {
    ends.vaults++;
    if (created_by === me) ends.made++;
  }
  for await (const _ of agents.listAll()) ends.agents++;
  return ends;
}

"use client";
import { CircleCheck, CircleX } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { FormView, SubmitButton, TextField, useForm } from "#components/ui/form.tsx";
import { FormProblem } from "#components/ui/form-problem.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ApiSchemas } from "#sdk";
import { AuthCard } from "./auth-card.tsx";
import { useLinkToken } from "./link-token.ts";
import { SignInHere } from "./sign-in-here.tsx";
import { UseOtherAccount } from "./use-other-account.tsx";

type Asking = ApiSchemas["DeviceCodeStatusResponse"];
type Decision = "approved" | "denied";

/** A device that wants to sign in as the person at this page: by the code of its link, or one that is typed. */
export function Device({
  code: given,
  person,
  google,
}: {
  code?: string;
  person: { email: string } | null;
  google: boolean;
}) {
  const code = useLinkToken(given);
  if (code === null) return <Spinner label="Loading" className="mx-auto size-5" />;
  if (person) return <Steps key={person.email} code={code} email={person.email} />;
  return (
    <SignInHere
      here="/cli/verify"
      token={code}
      google={google}
      title="Sign in to approve"
      intro="A device waits to be let in. Only you can do that, so sign in first."
    />
  );
}

function Steps({ code, email }: { code: string; email: string }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [done, setDone] = useState<{ decision: Decision; message: string } | null>(null);
  if (done) return <Decided {...done} />;
  const foot = <UseOtherAccount email={email} />;
  if (!asking) return <Find code={code} foot={foot} onFound={setAsking} />;
  if (asking.status !== "pending")
    return <Decided decision={asking.status} message="This request was decided on before." />;
  return <Decide asking={asking} email={email} foot={foot} onDone={setDone} />;
}

function Find({ code, foot, onFound }: { code: string; foot: ReactNode; onFound: (found: Asking) => void }) {
  const form = useForm<{ user_code: string }>({
    initial: { user_code: code },
    submit: async ({ user_code = "" }) => {
      if (!user_code) return { fields: { user_code: "Enter the code that the device shows." } };
      const answer = await api().auth.deviceCodeStatus(user_code);
      if (!answer.error) return onFound(answer.data);
      const { problem } = refusal(answer.error);
      return problem ? { fields: { user_code: problem } } : refusal(answer.error);
    },
  });
  const begun = useRef(false);
  useEffect(() => {
    if (!code || begun.current) return;
    begun.current = true;
    void form.submit();
  }, [code, form]);
  return (
    <AuthCard title="Sign in a device" intro="Enter the code that your terminal or device shows." foot={foot}>
      <FormView form={form}>
        <TextField
          form={form}
          name="user_code"
          label="Code"
          placeholder="WDJB-MJHT"
          mono
          autoComplete="off"
          autoFocus
          maxLength={16}
        />
        <SubmitButton form={form} className="h-9 w-full justify-center">
          Go on
        </SubmitButton>
      </FormView>
    </AuthCard>
  );
}

function Decide({
  asking,
  email,
  foot,
  onDone,
}: {
  asking: Asking;
  email: string;
  foot: ReactNode;
  onDone: (done: { decision: Decision; message: string }) => void;
}) {
  const [pending, setPending] = useState<Decision | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { user_code, client_id, ip, user_agent, created_at = null, expires_at } = asking;
  const decide = async (decision: Decision) => {
    setPending(decision);
    setProblem(null);
    const { auth } = api();
    const send = decision === "approved" ? auth.deviceApprove : auth.deviceDeny;
    const answer = await send({ user_code });
    if (answer.error) setProblem(answer.error.message);
    else onDone({ decision, message: answer.data.message });
    setPending(null);
  };
  return (
    <AuthCard title="Let this device in?" intro="It must show this very code:" foot={foot}>
      <p className="rounded-md border bg-sunken py-3 text-center font-mono text-lg font-medium tracking-widest">
        {user_code}
      </p>
      <div className="-my-2 [&_dl>div]:sm:grid-cols-[7.5rem_minmax(0,1fr)]">
        <Facts
          items={[
            { label: "Program", value: client_id ?? "Not said" },
            { label: "Asks from", value: ip ?? "An unknown address" },
            { label: "Calls itself", value: user_agent ?? "Not said" },
            { label: "Asked", value: <Time at={created_at} none="Not known" /> },
            { label: "Ends", value: <Time at={expires_at} /> },
          ]}
        />
      </div>
      <Alert tone="warn" title="Only if you started it yourself, just now">
        It will be able to do everything that {email} can, for 24 hours or until you end its session under
        Security.
      </Alert>
      <FormProblem text={problem} />
      <div className="grid grid-cols-2 gap-2.5">
        <Button
          className="h-9 justify-center"
          pending={pending === "denied"}
          onClick={() => void decide("denied")}
        >
          Deny
        </Button>
        <Button
          variant="solid"
          className="h-9 justify-center"
          pending={pending === "approved"}
          onClick={() => void decide("approved")}
        >
          Approve
        </Button>
      </div>
    </AuthCard>
  );
}

function Decided({ decision, message }: { decision: Decision; message: string }) {
  const Icon = decision === "approved" ? CircleCheck : CircleX;
  return (
    <AuthCard title={decision === "approved" ? "Device approved" : "Device refused"}>
      <div role="status" className="flex flex-col items-center gap-3 py-2 text-center">
        <Icon aria-hidden className={`size-6 ${decision === "approved" ? "text-ok" : "text-danger"}`} />
        <p className="text-ink-soft">{message}</p>
      </div>
    </AuthCard>
  );
}

"use client";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { api, refusal } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormField, FormView, SubmitButton, useForm } from "#components/ui/form.tsx";
import { OneTime } from "#components/ui/one-time.tsx";
import { OtpInput } from "#components/ui/otp-input.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { ApiSchemas } from "#sdk";
import { type Proof, ProofFields } from "./proof-fields.tsx";
import { QrCode } from "./qr-code.tsx";

type Secret = ApiSchemas["MfaSetupResponse"];
type Props = { open: boolean; onOpenChange: (open: boolean) => void; replaces: boolean };

const DIGITS = 6;

/** Sets the second factor up: the secret as a QR code, its first code, then the recovery codes, shown once. */
export function SecondFactorSetup(props: Props) {
  // The steps begin anew, and forget what they held, with each opening.
  const [round, setRound] = useState(0);
  const change = (open: boolean) => {
    if (!open) setRound(round + 1);
    props.onOpenChange(open);
  };
  return <Steps key={round} {...props} onOpenChange={change} />;
}

function Steps({ open, onOpenChange, replaces }: Props) {
  const queries = useQueryClient();
  const [secret, setSecret] = useState<Secret | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const close = () => onOpenChange(false);
  const enabled = async (recovery_codes: string[]) => {
    setSecret(null);
    setCodes(recovery_codes);
    await queries.invalidateQueries({ queryKey: ["security", "mfa"] });
  };
  if (codes) return <CodesStep open={open} codes={codes} onDone={close} />;
  if (secret) return <ScanStep open={open} secret={secret} onClose={close} onEnabled={enabled} />;
  return replaces ? (
    <ProofStep open={open} onClose={close} onSecret={setSecret} />
  ) : (
    <BeginStep open={open} onClose={close} onSecret={setSecret} />
  );
}

type Begin = { open: boolean; onClose: () => void; onSecret: (secret: Secret) => void };

/** Nothing to ask: the secret is fetched as soon as it opens. */
function BeginStep({ open, onClose, onSecret }: Begin) {
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (!open || asked.current) return;
    asked.current = true;
    void api()
      .auth.mfaSetup()
      .then(({ data, error }) => (error ? setProblem(error.message) : onSecret(data)));
  }, [open, onSecret]);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Set up a second factor"
      footer={<Button onClick={onClose}>Cancel</Button>}
    >
      {problem ? <Alert tone="danger">{problem}</Alert> : <Spinner label="Making a secret" />}
    </Dialog>
  );
}

/** Whoever replaces one that is on proves both the password and the old one. */
function ProofStep({ open, onClose, onSecret }: Begin) {
  const form = useForm<Proof>({
    schema: () => import("#lib/schemas/mfa.ts").then((file) => file.MfaDisableRequest.required()),
    initial: { password: "", code: "" },
    submit: async (proof) => {
      const answer = await api().auth.mfaSetup({ ...proof, code: proof.code.trim() });
      if (answer.error) return refusal(answer.error);
      onSecret(answer.data);
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Replace the second factor"
      description="The present one counts until the new one is proved. You get new recovery codes."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={form}>Go on</SubmitButton>
        </>
      }
    >
      <FormView form={form}>
        <ProofFields form={form} />
      </FormView>
    </Dialog>
  );
}

function ScanStep({
  open,
  secret,
  onClose,
  onEnabled,
}: {
  open: boolean;
  secret: Secret;
  onClose: () => void;
  onEnabled: (codes: string[]) => Promise<void>;
}) {
  const form = useForm<{ code: string }>({
    initial: { code: "" },
    submit: async ({ code = "" }) => {
      if (code.length !== DIGITS) return { fields: { code: `has ${DIGITS} digits` } };
      const answer = await api().auth.mfaVerifySetup({ code });
      if (!answer.error) return onEnabled(answer.data.recovery_codes);
      form.set("code", "");
      return refusal(answer.error);
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Set up a second factor"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={form}>Turn on</SubmitButton>
        </>
      }
    >
      <FormView form={form} className="grid gap-5">
        <Step n={1} title="Scan this with an authenticator app">
          <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
            <QrCode text={secret.otpauth_uri} label="QR code of the secret" />
            <ManualKey secret={secret.secret} />
          </div>
        </Step>
        <Step n={2} title="Type the code that it shows">
          <FormField form={form} name="code" label="Code">
            {({ value, onChange, ...control }) => (
              <OtpInput {...control} value={String(value ?? "")} onChange={onChange} length={DIGITS} />
            )}
          </FormField>
        </Step>
      </FormView>
    </Dialog>
  );
}

function ManualKey({ secret }: { secret: string }) {
  const id = useId();
  return (
    <div className="min-w-0 flex-1 basis-48 text-sm">
      <p id={id} className="text-ink-faint">
        Or type this key, time-based with 6 digits:
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a key and its copy button are not a fieldset */}
      <div role="group" aria-labelledby={id} className="mt-1">
        <Copyable
          text={secret}
          what="the key"
          max={64}
          display={(secret.match(/.{1,4}/gu) ?? []).join(" ")}
          className="[&_.truncate]:whitespace-normal"
        />
      </div>
    </div>
  );
}

function Step({ n, title, children }: { n: number; title: string; children: ReactNode }) {
  return (
    <section className="grid gap-3">
      <h3 className="flex items-center gap-2 font-medium">
        <span
          aria-hidden
          className="grid size-5 shrink-0 place-items-center rounded-full bg-solid text-2xs text-on-solid"
        >
          {n}
        </span>
        {title}
      </h3>
      {children}
    </section>
  );
}

function CodesStep({ open, codes, onDone }: { open: boolean; codes: string[]; onDone: () => void }) {
  const [saved, setSaved] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && saved && onDone()}
      dismissable={false}
      title="Save your recovery codes"
      description="The second factor is on. Without your authenticator each of these codes is good for one sign-in. They are shown this once."
      footer={
        <Button variant="solid" disabled={!saved} onClick={onDone}>
          Done
        </Button>
      }
    >
      <OneTime
        label="Recovery codes"
        value={codes.join("\n")}
        filename="1claw-recovery-codes.txt"
        note="Keep them where you keep your passwords, not on the telephone with the authenticator."
        onSaved={setSaved}
      />
    </Dialog>
  );
}

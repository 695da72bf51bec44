"use client";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { ApiSchemas } from "#sdk";
import { NewKey } from "./new-key.tsx";
import { keepKey } from "./vault-key.ts";

type Vault = ApiSchemas["VaultResponse"];
type Proven = { bytes: Uint8Array<ArrayBuffer>; fingerprint: string };
type Props = {
  vault: Vault;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDone: (vault: Vault) => void;
};

/** From a vault that takes values as they are to one that takes only what this key encrypted. For one opening. */
export function SetupDialog({ vault, open, onOpenChange, onDone }: Props) {
  const [proven, setProven] = useState<Proven | null>(null);
  const [understood, setUnderstood] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const turnOn = async () => {
    if (!proven) return;
    setPending(true);
    setProblem(null);
    const answer = await api().cmek.enable(vault.id, proven.fingerprint);
    setPending(false);
    if (answer.error) return setProblem(answer.error.message);
    await keepKey(proven.bytes);
    proven.bytes.fill(0);
    onDone(answer.data);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Set up your own key"
      description={`New values of ${vault.name} will be encrypted in your browser, with a key that only you have.`}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            variant="solid"
            disabled={!proven || !understood}
            pending={pending}
            onClick={() => void turnOn()}
          >
            Turn on
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        <NewKey vault={vault} onProven={(bytes, fingerprint) => setProven({ bytes, fingerprint })} />
        {proven && (
          <Checkbox
            checked={understood}
            onCheckedChange={setUnderstood}
            label="I understand that a lost key means lost values"
            hint="Nobody can open them without the key: not you, not whoever runs this server."
          />
        )}
        {problem && <Alert tone="danger">{problem}</Alert>}
      </div>
    </Dialog>
  );
}

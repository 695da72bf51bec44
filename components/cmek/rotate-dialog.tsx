"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { ApiSchemas } from "#sdk";
import { KeyDrop } from "./key-drop.tsx";
import { shortFingerprint } from "./key-file.ts";
import { NewKey, Step } from "./new-key.tsx";
import { beginRotation } from "./rotation-run.ts";

type Key = Uint8Array<ArrayBuffer>;
type Props = {
  vault: ApiSchemas["VaultResponse"];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Told when the vault is under the new key, and when all is done. */
  onStarted: () => void;
};

/** To a new key: made and proven to be saved, and the present one loaded, for a page cannot read out a key it holds. For one opening. */
export function RotateDialog({ vault, open, onOpenChange, onStarted }: Props) {
  const [newKey, setNewKey] = useState<Key | null>(null);
  const [oldKey, setOldKey] = useState<Key | null>(null);
  const begin = () => {
    if (!newKey || !oldKey) return;
    beginRotation(vault.id, { oldKey, newKey }, onStarted);
    onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Rotate to a new key"
      description="Every value is opened with the present key and sealed with the new one, in this browser. It can be interrupted and taken up again."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="solid" disabled={!newKey || !oldKey} onClick={begin}>
            Rotate
          </Button>
        </>
      }
    >
      <NewKey vault={vault} onProven={(bytes) => setNewKey(bytes)} />
      <ol className="mt-4 grid gap-4" start={4}>
        <Step
          number={4}
          title={`Load the present key, ${shortFingerprint(vault.cmek_fingerprint ?? "")}`}
          done={oldKey !== null}
          current={newKey !== null && oldKey === null}
        >
          {newKey && !oldKey && (
            <KeyDrop
              label="Choose the present key file"
              expected={vault.cmek_fingerprint}
              onKey={(bytes) => setOldKey(bytes)}
            />
          )}
        </Step>
      </ol>
    </Dialog>
  );
}

/** Takes up a rotation that was interrupted: both key files, and it goes on where the server says it stopped. For one opening. */
export function ResumeDialog({
  vault,
  old_fingerprint,
  open,
  onOpenChange,
  onStarted,
}: Props & { old_fingerprint: string }) {
  const [newKey, setNewKey] = useState<Key | null>(null);
  const [oldKey, setOldKey] = useState<Key | null>(null);
  const begin = () => {
    if (!newKey || !oldKey) return;
    beginRotation(vault.id, { oldKey, newKey }, onStarted);
    onOpenChange(false);
  };
  const current = vault.cmek_fingerprint ?? "";
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Go on with the rotation"
      description="Load both key files. What is done already stays done."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="solid" disabled={!newKey || !oldKey} onClick={begin}>
            Continue
          </Button>
        </>
      }
    >
      <ol className="grid gap-4">
        <Step
          number={1}
          title={`The old key, ${shortFingerprint(old_fingerprint)}`}
          done={oldKey !== null}
          current={!oldKey}
        >
          {!oldKey && (
            <KeyDrop
              label="Choose the old key file"
              expected={old_fingerprint}
              onKey={(bytes) => setOldKey(bytes)}
            />
          )}
        </Step>
        <Step
          number={2}
          title={`The new key, ${shortFingerprint(current)}`}
          done={newKey !== null}
          current={!newKey}
        >
          {!newKey && (
            <KeyDrop label="Choose the new key file" expected={current} onKey={(bytes) => setNewKey(bytes)} />
          )}
        </Step>
      </ol>
    </Dialog>
  );
}

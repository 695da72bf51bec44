"use client";
import { useState } from "react";
import { KeyNeeded } from "#components/cmek/key-needed.tsx";
import { openValue } from "#components/cmek/vault-key.ts";
import { Alert } from "#components/ui/alert.tsx";
import { SecretText } from "#components/ui/secret-text.tsx";

/** A value under the sender's own key: shown once the receiver has loaded that key. */
export function SealedByKey({
  value,
  what,
  fingerprint,
  onHide,
}: {
  value: string;
  what: string;
  fingerprint: string | undefined;
  onHide: () => void;
}) {
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const vault = { id: "", cmek_fingerprint: fingerprint };
  const open = () =>
    openValue(vault, value).then(
      (opened) => {
        setProblem(null);
        setText(opened);
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : "It could not be opened."),
    );
  if (text !== null) return <SecretText value={text} what={what} onHide={onHide} />;
  return (
    <div className="grid gap-3">
      <p>
        It came as it is stored: encrypted with a key of the sender's own, which this server does not have.
        Ask the sender for the key file.
      </p>
      {problem && <Alert tone="danger">{problem}</Alert>}
      <KeyNeeded vault={vault} onLoaded={() => void open()} />
    </div>
  );
}

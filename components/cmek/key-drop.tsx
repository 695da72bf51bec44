"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { cmek } from "#sdk";
import { MAX_KEY_FILE_BYTES, readKeyFile, shortFingerprint } from "./key-file.ts";

/** Takes a key file. With `expected` (a fingerprint) it takes that key alone and says so of any other. */
export function KeyDrop({
  label,
  hint,
  expected,
  onKey,
}: {
  label: string;
  hint?: string;
  expected?: string;
  onKey: (bytes: Uint8Array<ArrayBuffer>, fingerprint: string) => void;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (text: string, name: string) => {
    const bytes = readKeyFile(text);
    if (!bytes) return setProblem(`${name} is not a key file: one line of base64 with 32 bytes is expected.`);
    const fingerprint = await cmek.fingerprint(bytes);
    if (expected !== undefined && fingerprint !== expected) {
      bytes.fill(0);
      return setProblem(
        `${name} holds another key: its fingerprint begins with ${shortFingerprint(fingerprint)}, and ${shortFingerprint(expected)} is needed.`,
      );
    }
    setProblem(null);
    onKey(bytes, fingerprint);
  };
  return (
    <div className="grid gap-2">
      <FileDrop
        label={label}
        hint={hint ?? "It is read in this browser and sent nowhere."}
        maxBytes={MAX_KEY_FILE_BYTES}
        onText={(text, name) => void take(text, name)}
      />
      {problem && <Alert tone="danger">{problem}</Alert>}
    </div>
  );
}

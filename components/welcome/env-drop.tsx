"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { type EnvSecret, secretsOfEnv } from "./env-paths.ts";

const LARGEST = 1_000_000;
const SHOWN = 8;

/** Takes a `.env` file and shows which paths it becomes; values are covered and stay in this page until they are sent. */
export function EnvDrop({
  secrets,
  onSecrets,
}: {
  secrets: EnvSecret[];
  onSecrets: (secrets: EnvSecret[]) => void;
}) {
  const [problems, setProblems] = useState<string[]>([]);
  const take = (text: string) => {
    const found = secretsOfEnv(text);
    setProblems(found.problems);
    onSecrets(found.secrets);
  };
  return (
    <div className="grid gap-3">
      <FileDrop
        label="Drop a .env file, or choose one"
        hint="It is read in this browser. Nothing is sent before you store it."
        maxBytes={LARGEST}
        onText={take}
      />
      {problems.length > 0 && (
        <Alert tone="warn" title="Not everything in the file can be stored">
          <ul>
            {problems.slice(0, SHOWN).map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
            {problems.length > SHOWN && <li>and {problems.length - SHOWN} more</li>}
          </ul>
        </Alert>
      )}
      {secrets.length > 0 && (
        <ul aria-label="Secrets in the file" className="divide-y divide-line rounded-lg border text-sm">
          {secrets.slice(0, SHOWN).map(({ path, value }) => (
            <li key={path} className="flex items-center gap-4 px-3 py-1.5">
              <span className="min-w-0 flex-1 truncate font-mono text-xs">{path}</span>
              <span aria-hidden className="font-mono text-xs text-ink-faint">
                ••••••••
              </span>
              <span className="w-24 text-right text-xs text-ink-faint tabular-nums">
                {value.length.toLocaleString("en")} {value.length === 1 ? "character" : "characters"}
              </span>
            </li>
          ))}
          {secrets.length > SHOWN && (
            <li className="px-3 py-1.5 text-xs text-ink-faint">and {secrets.length - SHOWN} more</li>
          )}
        </ul>
      )}
    </div>
  );
}

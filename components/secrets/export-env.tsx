"use client";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { sentenceOf } from "#components/api/client.ts";
import { KeyNeeded } from "#components/cmek/key-needed.tsx";
import { useHasKey } from "#components/cmek/vault-key.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { serializeEnv } from "#lib/dotenv.ts";
import { keyForPath } from "#lib/env-paths.ts";
import { readValue } from "./read-value.ts";
import { SecretBadges } from "./secret-badges.tsx";
import { readsLeft, type Secret, secretKeys, secretPage } from "./secret-queries.ts";

type Step =
  | { is: "choose" }
  | { is: "reading"; done: number; of: number }
  | { is: "done"; written: number; problems: { path: string; problem: string }[] };

const LISTED = 1_200;

/** Writes the values of chosen secrets into a `.env` file. Each is read, recorded, and forgotten with the file. */
export function ExportEnv({ vault, onClose }: { vault: Vault; onClose: () => void }) {
  const [prefix, setPrefix] = useState("");
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [step, setStep] = useState<Step>({ is: "choose" });
  const stop = useRef<AbortController>(null);
  const isKeyHere = useHasKey(vault);
  const list = useQuery({
    queryKey: [...secretKeys.all(vault.id), "exportable"],
    queryFn: () => everything(vault.id),
  });
  const folder = prefix.trim().replace(/^\/+|\/+$/g, "");
  const secrets = (list.data ?? []).filter(
    ({ path }) => folder === "" || path === folder || path.startsWith(`${folder}/`),
  );
  const chosen = secrets.filter((secret) => isChosen(secret, turned));
  const close = () => {
    stop.current?.abort();
    onClose();
  };
  const start = async () => {
    const ending = new AbortController();
    stop.current = ending;
    const result = await readAll(vault, chosen, folder, ending.signal, (done) =>
      setStep({ is: "reading", done, of: chosen.length }),
    );
    if (!ending.signal.aborted) setStep({ is: "done", ...result });
  };
  return (
    <Dialog
      open
      size="lg"
      title="Export .env"
      onOpenChange={(open) => !open && close()}
      footer={
        <>
          <Button onClick={close}>{step.is === "done" ? "Close" : "Cancel"}</Button>
          {step.is === "choose" && (
            <Button
              variant="solid"
              disabled={chosen.length === 0 || (vault.cmek_enabled === true && !isKeyHere)}
              onClick={() => void start()}
            >
              Read and export {chosen.length.toLocaleString("en")}
            </Button>
          )}
        </>
      }
    >
      {step.is === "choose" && (
        <div className="grid gap-4">
          <Alert tone="info">
            Every chosen value is read, and every read is written to the audit log under your name. The file
            is made in this tab; nothing is kept.
          </Alert>
          {vault.cmek_enabled && !isKeyHere && <KeyNeeded vault={vault} />}
          <Field id="export-prefix" label="Folder" optional hint="Only what lies below it.">
            <Input
              id="export-prefix"
              value={prefix}
              placeholder="The whole vault"
              autoComplete="off"
              spellCheck={false}
              aria-describedby="export-prefix-hint"
              onChange={(event) => setPrefix(event.target.value)}
              className="font-mono text-xs"
            />
          </Field>
          {list.isError && <Alert tone="danger">{sentenceOf(list.error)}</Alert>}
          {list.isPending && <Skeleton className="h-32 w-full" />}
          <Paths
            secrets={secrets}
            folder={folder}
            turned={turned}
            onTurn={(id) => {
              const next = new Set(turned);
              if (!next.delete(id)) next.add(id);
              setTurned(next);
            }}
          />
        </div>
      )}
      {step.is === "reading" && (
        <div className="grid gap-2 py-6">
          <Progress label="Export" value={step.done} max={step.of} />
          <p role="status" className="text-sm text-ink-soft tabular-nums">
            {step.done.toLocaleString("en")} of {step.of.toLocaleString("en")} read
          </p>
        </div>
      )}
      {step.is === "done" && <Done written={step.written} problems={step.problems} />}
    </Dialog>
  );
}

/** Reads that are counted are not spent unless somebody ticks them. */
function isChosen(secret: Secret, turned: ReadonlySet<string>): boolean {
  return (readsLeft(secret) === null) !== turned.has(secret.id);
}

function Paths({
  secrets,
  folder,
  turned,
  onTurn,
}: {
  secrets: Secret[];
  folder: string;
  turned: ReadonlySet<string>;
  onTurn: (id: string) => void;
}) {
  if (secrets.length === 0) return null;
  return (
    <ul aria-label="Secrets to export" className="divide-y divide-line overflow-hidden rounded-lg border">
      {secrets.map((secret) => (
        <li key={secret.id} className="px-3 py-2">
          <Checkbox
            checked={isChosen(secret, turned)}
            onCheckedChange={() => onTurn(secret.id)}
            label={
              <span className="inline-flex max-w-full flex-wrap items-center gap-x-2 gap-y-1 font-mono text-xs">
                <span className="break-all">{secret.path}</span>
                <span className="break-all text-ink-faint">{keyForPath(folder, secret.path)}</span>
                <SecretBadges secret={secret} />
              </span>
            }
          />
        </li>
      ))}
    </ul>
  );
}

function Done({ written, problems }: { written: number; problems: { path: string; problem: string }[] }) {
  return (
    <div className="grid gap-4">
      <Alert tone={written > 0 ? "ok" : "warn"} title={`${written.toLocaleString("en")} values written`}>
        {written > 0
          ? "The file is with your downloads. Keep it out of version control."
          : "There is no file."}
      </Alert>
      {problems.length > 0 && (
        <Alert tone="danger" title={`${problems.length.toLocaleString("en")} could not be read`}>
          <ul>
            {problems.slice(0, 20).map(({ path, problem }) => (
              <li key={path}>
                <span className="font-mono text-xs break-all">{path}</span>: {problem}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </div>
  );
}

/** Reads one after the other, so that a stop spends no more reads; the values live until the file is handed over. */
async function readAll(
  vault: Vault,
  secrets: readonly Secret[],
  folder: string,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<{ written: number; problems: { path: string; problem: string }[] }> {
  const entries: { key: string; value: string }[] = [];
  const problems: { path: string; problem: string }[] = [];
  for (const [index, secret] of secrets.entries()) {
    onProgress(index);
    const { path } = secret;
    const asked = { path, version: null, limited: readsLeft(secret) !== null, clientShare: undefined };
    const read = await readValue(vault, asked).catch((error: unknown) => ({ problem: sentenceOf(error) }));
    if (signal.aborted) break;
    if ("value" in read) entries.push({ key: keyForPath(folder, path), value: read.value });
    else problems.push({ path, problem: "problem" in read ? read.problem : "Its key is not loaded." });
  }
  if (entries.length > 0 && !signal.aborted) hand(serializeEnv(entries), `${fileName(vault.name)}.env`);
  return { written: entries.length, problems };
}

function hand(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: some browsers read the address only after the click's own task.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

function fileName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "vault"
  );
}

async function everything(vault_id: string): Promise<Secret[]> {
  const found: Secret[] = [];
  let cursor: string | undefined;
  do {
    const page = await secretPage(vault_id, cursor);
    found.push(...page.secrets);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found.length < LISTED);
  return found;
}

"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import { type EnvFile, parseEnv } from "#lib/dotenv.ts";
import { checkPrefix } from "#lib/env-paths.ts";
import { type OnConflict, planImport, rowsToSend } from "./import-plan.ts";
import { ImportReview } from "./import-review.tsx";
import { ImportSource } from "./import-source.tsx";
import { type ImportResult, ImportSummary } from "./import-summary.tsx";
import { refreshSecrets, secretKeys } from "./secret-queries.ts";
import { importRows, pathsUnder } from "./send-import.ts";
import { useSettled } from "./use-settled.ts";

type Step =
  | { is: "source"; problem: string | null }
  | { is: "review"; file: EnvFile; problem: string | null }
  | { is: "sending"; done: number; of: number }
  | { is: "done"; result: ImportResult };

const TITLES = {
  source: "Import .env",
  review: "Import .env",
  sending: "Importing",
  done: "Imported",
};

/** Turns the keys of a `.env` file into secrets. The file is read here; values leave only for the vault. */
export function ImportEnv({ vault, onClose }: { vault: Vault; onClose: () => void }) {
  const queries = useQueryClient();
  const [step, setStep] = useState<Step>({ is: "source", problem: null });
  const [prefix, setPrefix] = useState("");
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set());
  const [onConflict, setOnConflict] = useState<OnConflict>("skip");
  const [saved, setSaved] = useState(false);
  const folder = useSettled(prefix);
  const { data: existing = NONE } = useQuery({
    queryKey: [...secretKeys.all(vault.id), "paths", folder],
    queryFn: () => pathsUnder(vault.id, folder),
    enabled: step.is === "review" && checkPrefix(folder) === null,
  });
  const rows = step.is === "review" ? planImport(step.file.entries, prefix, existing, unticked) : [];
  const sending = rowsToSend(rows, onConflict);

  const read = (text: string) => {
    const file = parsed(text);
    if ("problem" in file) return setStep({ is: "source", problem: file.problem });
    setUnticked(new Set());
    setStep({ is: "review", file, problem: null });
  };
  const send = async () => {
    if (step.is !== "review") return;
    const review = step;
    setStep({ is: "sending", done: 0, of: sending.length });
    const progress = (done: number) => setStep({ is: "sending", done, of: sending.length });
    const result = await importRows(vault, sending, onConflict, progress);
    await refreshSecrets(queries, vault.id);
    if ("needsKey" in result) setStep({ ...review, problem: KEY_NEEDED });
    else setStep({ is: "done", result: { ...result, left_out: rows.length - sending.length } });
  };
  const hasShares = step.is === "done" && step.result.shares.length > 0;
  const isFree = step.is !== "sending" && (!hasShares || saved);
  return (
    <Dialog
      open
      size="lg"
      title={TITLES[step.is]}
      dismissable={isFree}
      onOpenChange={(open) => !open && isFree && onClose()}
      footer={
        step.is === "done" ? (
          <Button variant="solid" disabled={!isFree} onClick={onClose}>
            Done
          </Button>
        ) : (
          step.is !== "sending" && (
            <>
              <Button onClick={onClose}>Cancel</Button>
              {step.is === "review" && (
                <Button
                  variant="solid"
                  disabled={sending.length === 0 || checkPrefix(prefix) !== null}
                  onClick={() => void send()}
                >
                  Import {sending.length.toLocaleString("en")} {sending.length === 1 ? "secret" : "secrets"}
                </Button>
              )}
            </>
          )
        )
      }
    >
      {step.is === "source" && <ImportSource problem={step.problem} onText={read} />}
      {step.is === "review" && (
        <ImportReview
          vault={vault}
          file={step.file}
          rows={rows}
          problem={step.problem}
          prefix={prefix}
          onPrefix={setPrefix}
          onConflict={onConflict}
          onConflictChange={setOnConflict}
          onTick={(key) => setUnticked(turned(unticked, key))}
        />
      )}
      {step.is === "sending" && (
        <div className="grid gap-2 py-6">
          <Progress label="Import" value={step.done} max={step.of} />
          <p role="status" className="text-sm text-ink-soft tabular-nums">
            {step.done.toLocaleString("en")} of {step.of.toLocaleString("en")} stored
          </p>
        </div>
      )}
      {step.is === "done" && <ImportSummary result={step.result} onSaved={setSaved} />}
    </Dialog>
  );
}

const NONE: ReadonlySet<string> = new Set();
const KEY_NEEDED = "This vault takes only values under its own key. Load the key, then import again.";

function parsed(text: string): EnvFile | { problem: string } {
  try {
    const file = parseEnv(text);
    return file.entries.length > 0 ? file : { problem: "There is no KEY=value in it." };
  } catch (error) {
    if (error instanceof RangeError) return { problem: error.message };
    throw error;
  }
}

function turned(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

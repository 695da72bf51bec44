"use client";
import { ArrowRight, Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { KeyNeeded } from "#components/cmek/key-needed.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Vault } from "#components/vaults/vault-queries.ts";
import type { EnvFile } from "#lib/dotenv.ts";
import { checkPrefix } from "#lib/env-paths.ts";
import type { OnConflict, PlanRow } from "./import-plan.ts";

const ROWS_AT_ONCE = 200;

/** What the file holds and where it would go; values are covered, one by one to be seen. */
export function ImportReview({
  vault,
  file,
  rows,
  problem,
  prefix,
  onPrefix,
  onConflict,
  onConflictChange,
  onTick,
}: {
  vault: Vault;
  file: EnvFile;
  rows: PlanRow[];
  problem: string | null;
  prefix: string;
  onPrefix: (prefix: string) => void;
  onConflict: OnConflict;
  onConflictChange: (onConflict: OnConflict) => void;
  onTick: (key: string) => void;
}) {
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const conflicts = rows.filter((row) => row.exists && row.chosen).length;
  const wrong = checkPrefix(prefix);
  return (
    <div className="grid gap-4">
      {problem && <Alert tone="danger">{problem}</Alert>}
      {problem && vault.cmek_enabled && <KeyNeeded vault={vault} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          id="import-prefix"
          label="Put them under"
          optional
          error={wrong ?? undefined}
          hint="A folder, such as app/production."
        >
          <Input
            id="import-prefix"
            value={prefix}
            placeholder="The top of the vault"
            autoComplete="off"
            spellCheck={false}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={wrong ? "import-prefix-error" : "import-prefix-hint"}
            onChange={(event) => onPrefix(event.target.value)}
            className="font-mono text-xs"
          />
        </Field>
        <Field
          id="import-conflict"
          label="Where there is a secret already"
          hint={`${conflicts.toLocaleString("en")} of the paths ${conflicts === 1 ? "is" : "are"} taken.`}
        >
          <Select
            id="import-conflict"
            value={onConflict}
            onValueChange={(value) => onConflictChange(value === "skip" ? "skip" : "new_version")}
            options={[
              { value: "skip", label: "Skip it" },
              { value: "new_version", label: "Replace it (a new version)" },
            ]}
            aria-describedby="import-conflict-hint"
          />
        </Field>
      </div>
      <FileProblems file={file} />
      <ul aria-label="Keys of the file" className="divide-y divide-line overflow-hidden rounded-lg border">
        {rows.slice(0, shown).map((row) => (
          <Row key={row.key} row={row} onConflict={onConflict} onTick={() => onTick(row.key)} />
        ))}
      </ul>
      {rows.length > shown && (
        <Button size="sm" className="mx-auto" onClick={() => setShown(rows.length)}>
          Show {(rows.length - shown).toLocaleString("en")} more
        </Button>
      )}
    </div>
  );
}

function FileProblems({ file }: { file: EnvFile }) {
  const { problems, duplicates } = file;
  if (problems.length === 0 && duplicates.length === 0) return null;
  return (
    <Alert tone="warn" title="Not everything in the file is clear">
      <ul>
        {problems.slice(0, 5).map(({ line, reason }) => (
          <li key={line}>
            Line {line} {reason}.
          </li>
        ))}
        {problems.length > 5 && <li>{problems.length - 5} more lines were left out.</li>}
        {duplicates.length > 0 && (
          <li>
            {duplicates.slice(0, 5).join(", ")} {duplicates.length === 1 ? "occurs" : "occur"} more than once:
            the last value counts.
          </li>
        )}
      </ul>
    </Alert>
  );
}

function Row({ row, onConflict, onTick }: { row: PlanRow; onConflict: OnConflict; onTick: () => void }) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <li className="flex items-start gap-3 px-3 py-2 text-sm">
      <div className="min-w-0 flex-1">
        <Checkbox
          checked={row.chosen && row.problem === null}
          disabled={row.problem !== null}
          onCheckedChange={onTick}
          label={
            <span className="inline-flex max-w-full flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-mono text-xs break-all">{row.key}</span>
              <ArrowRight aria-hidden className="size-3 text-ink-faint" />
              <span className="sr-only">to</span>
              <span className="font-mono text-xs break-all text-ink-soft">{row.path}</span>
              {row.exists && row.problem === null && (
                <Badge tone={onConflict === "skip" ? "neutral" : "warn"}>
                  {onConflict === "skip" ? "There already: skipped" : "There already: replaced"}
                </Badge>
              )}
              {row.problem && <Badge tone="danger">{row.problem}</Badge>}
            </span>
          }
        />
        {shown && (
          <pre className="mt-1.5 ml-6.5 max-h-32 overflow-auto rounded-sm bg-sunken px-2 py-1 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
            {row.value}
          </pre>
        )}
      </div>
      {!shown && (
        <span aria-hidden className="text-ink-faint select-none max-sm:hidden">
          ••••••••
        </span>
      )}
      <Button
        variant="ghost"
        size="icon"
        className="-my-0.5 size-6!"
        aria-pressed={shown}
        aria-label={`Show the value of ${row.key}`}
        onClick={() => setShown(!shown)}
      >
        <Icon aria-hidden className="size-3.5" />
      </Button>
    </li>
  );
}

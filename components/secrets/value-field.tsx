"use client";
import clsx from "clsx";
import { Dices, Eye, EyeOff, Paperclip } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { type AnyForm, FormField } from "#components/ui/form.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type Alphabet, generateValue } from "./generate-value.ts";

const LARGEST_FILE = 2_000_000;
const ALPHABET_OPTIONS: { value: Alphabet; label: string }[] = [
  { value: "alphanumeric", label: "Letters and digits" },
  { value: "symbols", label: "Letters, digits, symbols" },
  { value: "hex", label: "Hexadecimal" },
];
const LENGTHS = [16, 24, 32, 48, 64, 128].map((length) => ({
  value: String(length),
  label: `${length} characters`,
}));

/** The value of a secret: pasted, generated or from a file. It is covered unless somebody wants to see it. */
export function ValueField({ form, autoFocus }: { form: AnyForm; autoFocus?: boolean }) {
  const [shown, setShown] = useState(false);
  const [note, setNote] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    const text = await textOf(chosen);
    if (text !== null) form.set("value", text);
    setNote(text === null ? `${chosen.name} is no text of at most 2 MB` : `Read ${chosen.name}`);
  };
  const Icon = shown ? EyeOff : Eye;
  return (
    <FormField form={form} name="value" label="Value">
      {({ value, onChange, disabled, ...control }) => (
        <div>
          <Textarea
            {...control}
            data-autofocus={autoFocus || undefined}
            rows={4}
            value={String(value ?? "")}
            disabled={disabled}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            onChange={(event) => onChange(event.target.value)}
            className={clsx("rounded-b-none font-mono text-xs/5", !shown && "[-webkit-text-security:disc]")}
          />
          <div className="flex flex-wrap items-center gap-1 rounded-b-md border border-t-0 border-line-strong bg-sunken px-1 py-1">
            <Generate onValue={(made) => form.set("value", made)} />
            <Button variant="ghost" size="sm" onClick={() => file.current?.click()}>
              <Paperclip aria-hidden className="size-3.5" />
              From a file
            </Button>
            <input
              ref={file}
              type="file"
              hidden
              aria-label="Value from a file"
              onChange={(event) => void take(event.target.files?.[0])}
            />
            <span role="status" className="truncate text-xs text-ink-faint">
              {note}
            </span>
            <Button
              variant="ghost"
              size="sm"
              className="ml-auto"
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
            >
              <Icon aria-hidden className="size-3.5" />
              Show
            </Button>
          </div>
        </div>
      )}
    </FormField>
  );
}

function Generate({ onValue }: { onValue: (value: string) => void }) {
  const [alphabet, setAlphabet] = useState<Alphabet>("alphanumeric");
  const [length, setLength] = useState("32");
  return (
    <Popover
      label="Generate a value"
      trigger={
        <Button variant="ghost" size="sm">
          <Dices aria-hidden className="size-3.5" />
          Generate
        </Button>
      }
    >
      {(close) => (
        <div className="grid w-60 gap-3">
          <Select
            label="Characters"
            value={alphabet}
            onValueChange={(next) =>
              setAlphabet(ALPHABET_OPTIONS.find(({ value }) => value === next)?.value ?? alphabet)
            }
            options={ALPHABET_OPTIONS}
          />
          <Select label="Length" value={length} onValueChange={setLength} options={LENGTHS} />
          <Button
            variant="solid"
            className="justify-center"
            onClick={() => {
              onValue(generateValue(alphabet, Number(length)));
              close();
            }}
          >
            Generate
          </Button>
        </div>
      )}
    </Popover>
  );
}

async function textOf(file: File): Promise<string | null> {
  if (file.size > LARGEST_FILE) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}

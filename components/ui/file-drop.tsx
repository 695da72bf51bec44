"use client";
import clsx from "clsx";
import { FileText } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { FieldError } from "./field.tsx";

type Props = {
  label: string;
  hint?: string;
  accept?: string;
  onText: (text: string, name: string) => void;
  maxBytes: number;
};

/** Takes one text file, dropped or chosen; it is read in the browser and sent nowhere. */
export function FileDrop({ label, hint, accept, onText, maxBytes }: Props) {
  const id = useId();
  const [over, setOver] = useState(false);
  const [error, setError] = useState("");
  const [name, setName] = useState("");
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readText(file, maxBytes);
    setError("problem" in read ? read.problem : "");
    setName("text" in read ? file.name : "");
    if ("text" in read) onText(read.text, file.name);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div className="grid gap-1.5">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the field inside takes files by keyboard and click */}
      <div
        onDragOver={hover}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={clsx(
          "relative grid justify-items-center gap-1 rounded-lg border border-dashed px-4 py-6 text-center transition-colors",
          "has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent-bright",
          over ? "border-accent-bright bg-accent-soft" : "border-line-strong bg-sunken hover:bg-hover",
        )}
      >
        <FileText aria-hidden className="size-5 text-ink-faint" />
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-soft">
            {hint}
          </p>
        )}
        <p role="status" className="text-xs text-ink-soft empty:hidden">
          {name && `Read ${name}`}
        </p>
        <input
          id={id}
          type="file"
          accept={accept}
          aria-invalid={error ? true : undefined}
          aria-describedby={
            [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined
          }
          onChange={(event) => {
            void take(event.target.files?.[0]);
            // Choosing the same file again must count as a choice.
            event.target.value = "";
          }}
          className="absolute inset-0 h-full w-full cursor-pointer opacity-0"
        />
      </div>
      <div role="alert" className="empty:hidden">
        {error && <FieldError id={id} text={error} />}
      </div>
    </div>
  );
}

async function readText(file: File, maxBytes: number): Promise<{ text: string } | { problem: string }> {
  if (file.size > maxBytes)
    return { problem: `${file.name} is too large: at most ${Math.floor(maxBytes / 1_024)} KB` };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.includes("\0") ? { problem: `${file.name} is not a text file` } : { text };
  } catch {
    return { problem: `${file.name} cannot be read as UTF-8 text` };
  }
}

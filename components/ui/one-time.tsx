"use client";
import { Download } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "./button.tsx";
import { Checkbox } from "./checkbox.tsx";
import { CopyButton } from "./copy-button.tsx";

/** Something that is shown once and never again. `onSaved` reports whether the reader says it is in a safe place. */
export function OneTime({
  label,
  value,
  filename,
  file = value,
  note,
  onSaved,
}: {
  label: string;
  value: string;
  filename: string;
  /** What is in the downloaded file, where that is more than the value. */
  file?: string;
  note?: ReactNode;
  onSaved?: (saved: boolean) => void;
}) {
  const id = useId();
  const [saved, setSaved] = useState(false);
  return (
    <div className="grid gap-3">
      <figure className="min-w-0 overflow-hidden rounded-lg border border-line-strong bg-sunken">
        <figcaption className="flex h-9 items-center gap-1 border-b pr-1 pl-3 text-xs font-medium text-ink-soft">
          <span id={id} className="mr-auto truncate">
            {label}
          </span>
          <CopyButton text={value} what={label} />
          <Button
            variant="ghost"
            size="icon"
            className="size-7"
            aria-label={`Download ${label} as ${filename}`}
            title={`Download as ${filename}`}
            onClick={() => download(file, filename)}
          >
            <Download aria-hidden className="size-3.5" />
          </Button>
        </figcaption>
        {/* biome-ignore lint/a11y/useSemanticElements: a key is not a landmark of the page */}
        <pre
          role="group"
          aria-labelledby={id}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard
          tabIndex={0}
          className="max-h-64 overflow-auto p-3 font-mono text-sm wrap-anywhere whitespace-pre-wrap text-ink -outline-offset-2 select-all"
        >
          {value}
        </pre>
      </figure>
      {note && <div className="text-sm text-ink-soft">{note}</div>}
      <Checkbox
        checked={saved}
        onCheckedChange={(next) => {
          setSaved(next);
          onSaved?.(next);
        }}
        label="I have saved it"
      />
    </div>
  );
}

function download(text: string, filename: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  // Not at once: some browsers read the address only after the click's own task.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

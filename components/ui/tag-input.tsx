"use client";
import clsx from "clsx";
import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { CONTROL_FOCUS_WITHIN } from "./control-look.ts";
import { addTags } from "./split-tags.ts";

type Props = {
  id?: string;
  value: readonly string[] | null | undefined;
  onChange: (value: string[]) => void;
  placeholder?: string;
  /** The name for screen readers where no visible label refers to `id`. */
  label?: string;
  disabled?: boolean;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
};

/** A list of short texts: Enter, comma or space adds one, Backspace takes the last away, a paste is split. */
export function TagInput({ id, value, onChange, placeholder, label, disabled, ...aria }: Props) {
  const own = useId();
  const field = id ?? own;
  const list = value ?? [];
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [said, setSaid] = useState("");
  const add = (more: string) => {
    const next = addTags(list, more);
    if (next.length > list.length) {
      onChange(next);
      setSaid(`Added ${next.slice(list.length).join(", ")}`);
    }
    setText("");
  };
  const remove = (tag: string) => {
    onChange(list.filter((other) => other !== tag));
    setSaid(`Removed ${tag}`);
    input.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const ends = event.key === "," || event.key === ";" || event.key === " ";
    if (ends || (event.key === "Enter" && text.trim())) {
      event.preventDefault();
      add(text);
    }
    const last = list.at(-1);
    if (event.key === "Backspace" && !text && last !== undefined) remove(last);
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData("text");
    if (!/[\s,;]/u.test(pasted)) return;
    event.preventDefault();
    add(`${text}${pasted}`);
  };
  return (
    <div
      className={clsx(
        "relative flex min-h-8 flex-wrap items-center gap-1 rounded-md border bg-surface p-0.75",
        CONTROL_FOCUS_WITHIN,
        aria["aria-invalid"] ? "border-danger" : "border-line-strong",
      )}
    >
      {list.map((tag) => (
        <Tag key={tag} text={tag} disabled={disabled} onRemove={() => remove(tag)} />
      ))}
      <input
        {...aria}
        ref={input}
        id={field}
        aria-label={label}
        value={text}
        disabled={disabled}
        placeholder={list.length === 0 ? placeholder : undefined}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        onPaste={paste}
        onBlur={() => text.trim() && add(text)}
        className="h-6 min-w-24 flex-1 bg-transparent px-1.5 text-sm text-ink outline-none placeholder:text-ink-faint"
      />
      <span role="status" className="sr-only">
        {said}
      </span>
    </div>
  );
}

function Tag({ text, disabled, onRemove }: { text: string; disabled?: boolean; onRemove: () => void }) {
  return (
    <span className="inline-flex h-6 max-w-full items-center rounded-sm bg-sunken pl-1.5 font-mono text-xs text-ink ring-1 ring-line ring-inset">
      <span className="truncate">{text}</span>
      <button
        type="button"
        aria-label={`Remove ${text}`}
        disabled={disabled}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-faint -outline-offset-2 hover:text-ink"
      >
        <X aria-hidden className="size-3" />
      </button>
    </span>
  );
}

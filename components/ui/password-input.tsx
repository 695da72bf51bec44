"use client";
import clsx from "clsx";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Input } from "./input.tsx";

/** A password field whose text can be shown for a look. */
export function PasswordInput({ className, disabled, ...rest }: Omit<ComponentProps<"input">, "type">) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <Input
        type={shown ? "text" : "password"}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        disabled={disabled}
        className={clsx("pr-9", shown && "font-mono", className)}
        {...rest}
      />
      <button
        type="button"
        aria-pressed={shown}
        aria-label="Show the text"
        title={shown ? "Hide" : "Show"}
        disabled={disabled}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-1 right-1 grid w-6 place-items-center rounded-sm text-ink-faint hover:bg-hover hover:text-ink disabled:opacity-50"
      >
        <Icon aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}

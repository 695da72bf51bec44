"use client";
import { Split } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { PasswordInput } from "#components/ui/password-input.tsx";

const SHARE = /^[A-Za-z0-9+/]{43}=$/;

/** Asks for the client's half of a value in split custody. It is sent with the read and kept while the drawer is open. */
export function ClientShare({ problem, onShare }: { problem: string; onShare: (share: string) => void }) {
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const submit = () => {
    const share = text.trim();
    if (SHARE.test(share)) onShare(share);
    else setError("Your share is 44 characters of base64, as the write answered it.");
  };
  return (
    <form
      noValidate
      className="grid gap-3 rounded-lg border p-4"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        submit();
      }}
    >
      <div className="flex gap-3 text-sm">
        <Split aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
        <div>
          <p className="font-medium">Your share is needed</p>
          <p className="text-ink-soft">{problem}</p>
        </div>
      </div>
      <Field
        id="client-share"
        label="Client share"
        error={error}
        hint="Shown once when this version was written."
      >
        <PasswordInput
          id="client-share"
          value={text}
          autoComplete="off"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "client-share-error" : "client-share-hint"}
          onChange={(event) => {
            setText(event.target.value);
            setError(undefined);
          }}
        />
      </Field>
      <div>
        <Button type="submit" size="sm">
          Use share
        </Button>
      </div>
    </form>
  );
}

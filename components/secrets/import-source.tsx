"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

const LARGEST = 4_000_000;

/** Takes the text of a `.env` file: dropped, chosen or pasted. */
export function ImportSource({
  problem,
  onText,
}: {
  problem: string | null;
  onText: (text: string) => void;
}) {
  const [text, setText] = useState("");
  return (
    <div className="grid gap-4">
      {problem && <Alert tone="danger">{problem}</Alert>}
      <FileDrop
        label="Drop a .env file here, or choose one"
        hint="It is read in this tab. Nothing is sent before you say so."
        maxBytes={LARGEST}
        onText={onText}
      />
      <Field id="env-text" label="Or paste its text">
        <Textarea
          id="env-text"
          rows={5}
          value={text}
          spellCheck={false}
          autoComplete="off"
          placeholder={"DATABASE_URL=postgres://…\nSTRIPE_KEY=sk_live_…"}
          onChange={(event) => setText(event.target.value)}
          className="font-mono text-xs/5"
        />
      </Field>
      <div>
        <Button disabled={text.trim() === ""} onClick={() => onText(text)}>
          Read the text
        </Button>
      </div>
    </div>
  );
}

"use client";
import { useId } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Kind, MadeShare } from "./share-form.ts";

const NEXT: Record<Kind, string> = {
  user: "They get a mail, and find it under Sharing, Inbound. They accept it, press “Show the secret”, and see its value as it is then, for 30 seconds at a time.",
  agent:
    "The agent accepts it with POST /v1/shares/{id}/accept and reads it with GET /v1/share/{id}. It sees the value as it is then.",
  external_email:
    "They get a mail with the link. Whoever has proven that the address is theirs signs in, accepts it, and sees the value as it is then.",
  anyone_with_link:
    "Whoever opens the link sees a page with one button. A click on it shows the value as it is then; link previews and scanners use nothing up.",
  sealed:
    "Whoever opens the link sees a page with one button. A click fetches the ciphertext, and the key in the link opens it in their browser. It holds the value as it is now.",
};

/** A share just made: its link, shown this once, and what happens at the other end. */
export function MadeShareView({ made }: { made: MadeShare }) {
  const { kind, url, views, expires_at, passphrase } = made;
  return (
    <div className="grid gap-4">
      <OneLine label={kind === "sealed" ? "Link, with the key in it" : "Link"} text={url} what="the link" />
      {passphrase && <OneLine label="Passphrase" text={passphrase} what="the passphrase" />}
      <Alert tone={kind === "sealed" ? "warn" : "info"} title="What the recipient will see">
        <p>{NEXT[kind].replace("{id}", made.id).replace("{id}", made.id)}</p>
        {passphrase && (
          <p className="mt-1">Then the passphrase is asked for. Tell it in another way than the link.</p>
        )}
        {kind === "sealed" && (
          <p className="mt-1">The link is shown this once: nobody can make its key again.</p>
        )}
      </Alert>
      <Facts
        items={[
          { label: "Views", value: views.toLocaleString("en") },
          { label: "Expires", value: <Time at={expires_at} /> },
        ]}
      />
    </div>
  );
}

/** A text to be copied, whole, in one line that can be selected. */
function OneLine({ label, text, what }: { label: string; text: string; what: string }) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <span className="flex items-center gap-1 rounded-md border border-line-strong bg-sunken pr-0.5">
        <input
          id={id}
          readOnly
          value={text}
          onFocus={(event) => event.currentTarget.select()}
          className="h-8 min-w-0 flex-1 rounded-md bg-transparent px-2.5 font-mono text-xs text-ink"
        />
        <CopyButton text={text} what={what} />
      </span>
    </div>
  );
}

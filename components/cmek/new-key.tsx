"use client";
import clsx from "clsx";
import { Check, Download, KeyRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { cmek } from "#sdk";
import { KeyDrop } from "./key-drop.tsx";
import { keyFileName, saveKeyFile } from "./key-file.ts";

type Made = { bytes: Uint8Array<ArrayBuffer>; fingerprint: string; saved: boolean };

/** Makes a key in this browser, and gives it on only when its file was loaded back: a key nobody saved locks values for good. */
export function NewKey({
  vault,
  onProven,
}: {
  vault: { name: string };
  onProven: (bytes: Uint8Array<ArrayBuffer>, fingerprint: string) => void;
}) {
  const [made, setMade] = useState<Made | null>(null);
  const [proven, setProven] = useState(false);
  const make = async () => {
    const bytes = cmek.generateKey();
    setMade({ bytes, fingerprint: await cmek.fingerprint(bytes), saved: false });
  };
  const filename = made ? keyFileName(vault, made.fingerprint) : "";
  const save = () => {
    if (!made) return;
    saveKeyFile(made.bytes, filename);
    setMade({ ...made, saved: true });
  };
  return (
    <ol className="grid gap-4">
      <Step number={1} title="Make a key" done={made !== null} current={made === null}>
        {made ? (
          <p className="flex flex-wrap items-center gap-x-2">
            Fingerprint <Copyable text={made.fingerprint} what="fingerprint" max={20} />
          </p>
        ) : (
          <>
            <p>32 random bytes, made in this browser. The server will learn the fingerprint alone.</p>
            <Button variant="solid" className="mt-2" onClick={() => void make()}>
              <KeyRound aria-hidden className="size-3.5" /> Make a key
            </Button>
          </>
        )}
      </Step>
      <Step number={2} title="Save it" done={made?.saved === true} current={made !== null && !made.saved}>
        {made && (
          <>
            <p>
              Put the file where you keep what must not be lost: a password manager, an encrypted disk, a
              safe.
            </p>
            <Button
              variant={made.saved ? "outline" : "solid"}
              className="mt-2 max-w-full"
              onClick={save}
              disabled={proven}
            >
              <Download aria-hidden className="size-3.5 shrink-0" />
              <span className="truncate">{made.saved ? "Download again" : "Download the key file"}</span>
            </Button>
            <p className="mt-1 font-mono text-xs break-all text-ink-faint">{filename}</p>
          </>
        )}
      </Step>
      <Step number={3} title="Prove that it is saved" done={proven} current={made?.saved === true && !proven}>
        {made?.saved && !proven && (
          <KeyDrop
            label="Load the saved file back"
            hint="Its fingerprint is compared with that of the key above."
            expected={made.fingerprint}
            onKey={(bytes, fingerprint) => {
              made.bytes.fill(0);
              setProven(true);
              onProven(bytes, fingerprint);
            }}
          />
        )}
        {proven && <p role="status">The file holds the key.</p>}
      </Step>
    </ol>
  );
}

/** One of the numbered steps of setting up or changing a key. */
export function Step({
  number,
  title,
  done,
  current,
  children,
}: {
  number: number;
  title: string;
  done: boolean;
  current: boolean;
  children?: ReactNode;
}) {
  return (
    <li aria-current={current ? "step" : undefined} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
      <span
        aria-hidden
        className={clsx(
          "mt-px grid size-5 place-items-center rounded-full text-2xs font-semibold",
          done && "bg-ok-soft text-ok ring-1 ring-ok/30 ring-inset",
          !done && current && "bg-solid text-on-solid",
          !done && !current && "bg-sunken text-ink-faint ring-1 ring-line ring-inset",
        )}
      >
        {done ? <Check className="size-3" /> : number}
      </span>
      <div className="min-w-0 text-sm text-ink-soft">
        <p className={clsx("font-medium", done || current ? "text-ink" : "text-ink-faint")}>
          {title}
          {done && <span className="sr-only"> (done)</span>}
        </p>
        <div className="mt-1 empty:hidden">{children}</div>
      </div>
    </li>
  );
}

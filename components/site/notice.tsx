import type { ReactNode } from "react";
import { Mark } from "./logo.tsx";

/** A page that has one thing to say: not found, failed. */
export function Notice({ code, title, children }: { code: string; title: string; children: ReactNode }) {
  return (
    <main
      id="main"
      className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-4 px-6 py-16"
    >
      <Mark className="size-10" />
      <p className="font-mono text-xs text-ink-faint">{code}</p>
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <div className="flex flex-col items-start gap-5 text-md text-ink-soft">{children}</div>
    </main>
  );
}

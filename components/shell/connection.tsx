"use client";
import { useQueryClient } from "@tanstack/react-query";
import { CheckCircle2, PlugZap } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { isSessionOver } from "#components/api/client.ts";
import { Spinner } from "#components/ui/spinner.tsx";

type State = "fine" | "away" | "back";

const ASK_EVERY_MS = 1_500;
const SAY_BACK_MS = 4_000;

let state: State = "fine";
const listeners = new Set<() => void>();

function become(next: State): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

/** To be called by whoever got no answer. */
export function serverIsAway(): void {
  become("away");
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says when the server cannot be reached, waits for it, and reads everything on the page again when it is back. */
export function Connection() {
  const now = useSyncExternalStore(
    subscribe,
    () => state,
    () => "fine" as const,
  );
  const queries = useQueryClient();
  useEffect(() => {
    if (now === "away") {
      const timer = setInterval(() => void isAnswering().then((yes) => yes && become("back")), ASK_EVERY_MS);
      return () => clearInterval(timer);
    }
    if (now === "back") {
      queries.invalidateQueries().catch((error) => {
        if (!isSessionOver(error)) throw error;
      });
      const timer = setTimeout(() => become("fine"), SAY_BACK_MS);
      return () => clearTimeout(timer);
    }
  }, [now, queries]);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-3 z-50 flex justify-center px-4">
      {now === "away" && (
        <p className="flex items-center gap-2 rounded-md border border-warn/40 bg-warn-soft px-3 py-2 text-sm text-warn shadow-pop">
          <PlugZap aria-hidden className="size-4" /> The server cannot be reached. Nothing was lost; waiting
          for it
          <Spinner className="size-3.5" />
        </p>
      )}
      {now === "back" && (
        <p className="flex items-center gap-2 rounded-md border border-ok/40 bg-ok-soft px-3 py-2 text-sm text-ok shadow-pop">
          <CheckCircle2 aria-hidden className="size-4" /> The server is back, and this page is up to date
        </p>
      )}
    </div>
  );
}

async function isAnswering(): Promise<boolean> {
  const answer = await fetch("/api/v1/health", { cache: "no-store" }).catch(() => null);
  return answer?.ok ?? false;
}

"use client";
import { useEffect, useState } from "react";

const SHOWN_MS = 1_600;

/** Puts `text` on the clipboard; for a moment `copied` and `said`, the words for a screen reader, tell how it went. */
export function useCopy(text: string, what: string) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  const said = { idle: "", copied: `Copied ${what}`, failed: "The browser did not allow copying" }[state];
  return { copy, copied: state === "copied", said };
}

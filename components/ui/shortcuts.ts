"use client";
import { useEffect, useRef } from "react";

const TYPING = "input, textarea, select, [contenteditable=''], [contenteditable='true']";
const OVERLAY = "[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox']";

/** Whether the event is the key that `combo` names: one key ("/", "?", "j", "Escape"), or "mod+k" (⌘ on a Mac, Ctrl elsewhere). */
function isKey(event: KeyboardEvent, combo: string): boolean {
  const mod = combo.startsWith("mod+");
  const key = mod ? combo.slice("mod+".length) : combo;
  if (event.altKey || mod !== (event.metaKey || event.ctrlKey)) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

/** Single keys get in the way of speech input, so a person may switch them off: `<html data-shortcuts="off">`. */
function switchedOff(combo: string): boolean {
  return combo.length === 1 && document.documentElement.dataset.shortcuts === "off";
}

/**
 * Runs `run` when `key` ("/", "j", "mod+k") is pressed anywhere on the page. While somebody types, or has a dialog or
 * menu open, single keys are left alone; `ignoreInInputs: false` listens there too. A `run` that answers false leaves
 * the key to others.
 */
export function useShortcut(
  key: string,
  run: (event: KeyboardEvent) => unknown,
  { ignoreInInputs = !key.startsWith("mod+") }: { ignoreInInputs?: boolean } = {},
): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || !isKey(event, key) || switchedOff(key)) return;
      const target = event.target instanceof Element ? event.target : null;
      if (ignoreInInputs && target?.closest(`${TYPING}, ${OVERLAY}`)) return;
      if (latest.current(event) !== false) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [key, ignoreInInputs]);
}

"use client";
// Parts that nobody sees before an act of theirs (dialogs, menus, toasts) come in files of their own:
// a page is small and works before they are there, and the server never renders them.
import { type ComponentType, useEffect, useState, useSyncExternalStore } from "react";

const SIGNS = ["pointerdown", "pointermove", "keydown", "touchstart"] as const;

/** Runs `act` at the first sign that somebody uses the page. */
function onFirstSign(act: () => void): void {
  if (typeof document === "undefined") return;
  const once = new AbortController();
  const run = () => {
    once.abort();
    act();
  };
  for (const sign of SIGNS) document.addEventListener(sign, run, { signal: once.signal, passive: true });
}

/** A hook for the component that `load` brings: null until it is there. `wanted` means now, and throws what went wrong. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>) {
  let part: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const start = () => {
    loading ??= load().then((found) => {
      part = found;
      for (const listener of listeners) listener();
    });
    return loading.catch((error: unknown) => {
      loading = null;
      throw error;
    });
  };
  onFirstSign(() => void start().catch(() => {}));
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return function usePart(wanted: boolean): ComponentType<Props> | null {
    const [failure, setFailure] = useState<unknown>(null);
    useEffect(() => {
      if (wanted) start().catch(setFailure);
    }, [wanted]);
    if (failure !== null && wanted) throw failure;
    return useSyncExternalStore(
      subscribe,
      () => part,
      () => null,
    );
  };
}

/** False in the first render, so that what is open from its beginning still comes in with its transition. */
export function useAfterMount(open: boolean): boolean {
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  return open && mounted;
}

"use client";
// Parts that nobody sees before an act of theirs (dialogs, menus, toasts) come in files of their own:
// a page is small and works before they are there, and the server never renders them.
import { type ComponentType, useEffect, useRef, useState, useSyncExternalStore } from "react";

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

export type LazyPart<Props> = {
  start: () => Promise<void>;
  now: () => ComponentType<Props> | null;
  subscribe: (listener: () => void) => () => void;
};

/** A component that `load` brings when it is first wanted, or in good time before; see `usePart`. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let part: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const bring = async () => {
    try {
      part = await load();
    } catch (error) {
      // The next one who wants it tries again.
      loading = null;
      throw error;
    }
    for (const listener of listeners) listener();
  };
  const start = () => {
    loading ??= bring();
    return loading;
  };
  onFirstSign(() => void start().catch(() => {}));
  return {
    start,
    now: () => part,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const none = () => null;

/** The component of a part: null until it is there. `wanted` means now; then it throws what went wrong with loading. */
export function usePart<Props>(part: LazyPart<Props>, wanted: boolean): ComponentType<Props> | null {
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (wanted) part.start().catch(setFailure);
  }, [part, wanted]);
  if (failure !== null && wanted) throw failure;
  return useSyncExternalStore(part.subscribe, part.now, none);
}

/**
 * `shown` follows `open` one step later, so that what is open from its beginning still comes in with its transition,
 * and so that `origin`, where the focus was before, is known before a field inside takes it.
 */
export function useOpening(open: boolean): { shown: boolean; origin: () => HTMLElement | true } {
  const [shown, setShown] = useState(false);
  const before = useRef<Element>(null);
  useEffect(() => {
    if (open) before.current = document.activeElement;
    setShown(open);
  }, [open]);
  const origin = () => {
    const element = before.current;
    return element instanceof HTMLElement && element.isConnected && element !== document.body
      ? element
      : true;
  };
  return { shown: shown && open, origin };
}

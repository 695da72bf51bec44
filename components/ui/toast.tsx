"use client";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { lazyPart, usePart } from "./lazy-part.ts";

export type ToastOptions = {
  title: string;
  description?: string;
  tone?: "neutral" | "ok" | "danger";
  undo?: () => unknown | Promise<unknown>;
  action?: { label: string; onSelect(): void };
};

export type QueuedToast = ToastOptions & { id: string };

type ViewportProps = { queue: readonly QueuedToast[]; onTaken: (ids: readonly string[]) => void };

const VIEWPORT = lazyPart<ViewportProps>(() =>
  import("./toast-viewport.tsx").then((file) => file.ToastViewport),
);

const Show = createContext<((toast: ToastOptions) => void) | null>(null);

/** Short messages at the lower edge. Once around the application. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [queue, setQueue] = useState<readonly QueuedToast[]>([]);
  const Viewport = usePart(VIEWPORT, queue.length > 0);
  const show = useCallback((toast: ToastOptions) => {
    setQueue((waiting) => [...waiting, { ...toast, id: crypto.randomUUID() }]);
  }, []);
  const taken = useCallback((ids: readonly string[]) => {
    setQueue((waiting) => waiting.filter((toast) => !ids.includes(toast.id)));
  }, []);
  return (
    <Show value={show}>
      {children}
      {Viewport && <Viewport queue={queue} onTaken={taken} />}
    </Show>
  );
}

/** Shows a message that goes by itself; with `undo` it stays longer. */
export function useToast(): (toast: ToastOptions) => void {
  const show = useContext(Show);
  if (!show) throw new Error("useToast needs a ToastProvider around it");
  return show;
}

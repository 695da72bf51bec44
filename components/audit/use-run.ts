"use client";
import { useEffect, useRef, useState } from "react";
import { sentenceOf } from "#components/api/client.ts";

export type Progress = { events: number; total: number | null };
export type Run<T> =
  | { is: "idle" }
  | { is: "running"; progress: Progress }
  | { is: "done"; result: T }
  | { is: "failed"; why: string };

/** Long work that shows how far it is and can be stopped; it stops by itself when its page is left. */
export function useRun<T>() {
  const [state, setState] = useState<Run<T>>({ is: "idle" });
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = async (work: (signal: AbortSignal, tell: (progress: Progress) => void) => Promise<T>) => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    const set = (next: Run<T>) => running.current === own && !own.signal.aborted && setState(next);
    setState({ is: "running", progress: { events: 0, total: null } });
    try {
      set({
        is: "done",
        result: await work(own.signal, (progress) => set({ is: "running", progress })),
      });
    } catch (error) {
      set({ is: "failed", why: sentenceOf(error) });
    }
  };
  const stop = () => {
    running.current?.abort();
    setState({ is: "idle" });
  };
  return { state, start, stop };
}

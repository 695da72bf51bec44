"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and in the first render in the browser, for what depends on the reader's clock or screen. */
export function useMounted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

"use client";
import { useEffect, useState } from "react";

const TICK_MS = 10_000;

/** The time in milliseconds: first the server's, so that both renders agree, then the reader's own, every ten seconds. */
export function useNow(initial: number): number {
  const [now, setNow] = useState(initial);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

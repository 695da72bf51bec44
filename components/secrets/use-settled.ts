"use client";
import { useEffect, useState } from "react";

const WAIT_MS = 180;

/** A text once it has stayed the same for a moment: what is typed asks the server for nothing letter by letter. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

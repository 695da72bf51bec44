"use client";
import { useState } from "react";

/** The newest value that was not null: what a dialog goes on to show while it leaves. */
export function useLast<T>(value: T | null): T | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}

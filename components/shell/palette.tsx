"use client";
const OPEN = "1claw:palette";

/** Opens the palette from anywhere. */
export function openPalette(): void {
  window.dispatchEvent(new Event(OPEN));
}

export function Palette(_: { isOperator: boolean }) {
  return null;
}

// Whether single keys are shortcuts, as the reader chose. It travels in a cookie, so that the first key pressed counts right already.

export const SHORTCUTS_COOKIE = "shortcuts";

/** False only where somebody switched them off. */
export function readShortcuts(value: string | undefined): boolean {
  return value !== "off";
}

/** The `Set-Cookie` text that remembers the choice for a year. */
export function shortcutsCookie(on: boolean): string {
  return `${SHORTCUTS_COOKIE}=${on ? "on" : "off"}; path=/; max-age=31536000; samesite=lax`;
}

// What was opened from the palette last, in this tab alone: paths are nobody's business after the tab is closed.
import type { PaletteItem } from "./palette-items.ts";

const KEY = "1claw:recent";
const MOST = 5;

type Stored = { label: string; hint?: string; href: string };

export function recentItems(): PaletteItem[] {
  return read().map(({ label, hint, href }) => ({ id: `recent ${href}`, kind: "recent", label, hint, href }));
}

export function remember({ label, hint, href }: PaletteItem): void {
  if (!href) return;
  const others = read().filter((one) => one.href !== href);
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify([{ label, hint, href }, ...others].slice(0, MOST)));
  } catch {
    // Without storage there is nothing to remember.
  }
}

function read(): Stored[] {
  try {
    const found: unknown = JSON.parse(window.sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter(isStored) : [];
  } catch {
    return [];
  }
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null) return false;
  const { label, href } = value as Record<string, unknown>;
  // Only ways within the site: storage is not ours alone.
  return typeof label === "string" && typeof href === "string" && /^\/(?!\/)/.test(href);
}

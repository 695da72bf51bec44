"use client";
import { useRouter } from "next/navigation";
import { useShortcut } from "#components/ui/shortcuts.ts";
import { navFor } from "./nav.ts";

const WAIT_MS = 1_500;

/** `g` and then the key of a page leads there. */
export function useGoTo(isOperator: boolean): void {
  const router = useRouter();
  useShortcut("g", () => {
    const items = navFor({ is_operator: isOperator }).flatMap((group) => group.items);
    const once = new AbortController();
    const timer = setTimeout(() => once.abort(), WAIT_MS);
    const take = (event: KeyboardEvent) => {
      once.abort();
      clearTimeout(timer);
      const item = items.find(({ key }) => key === event.key);
      if (!item || event.metaKey || event.ctrlKey || event.altKey) return;
      // The second key of a pair is not also a shortcut of the page.
      event.preventDefault();
      event.stopImmediatePropagation();
      router.push(item.href);
    };
    document.addEventListener("keydown", take, { capture: true, signal: once.signal });
  });
}

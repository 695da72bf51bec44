"use client";
import { type RefObject, useEffect } from "react";
import { OPENER } from "./data-table-row.tsx";
import { useShortcut } from "./shortcuts.ts";

/**
 * ↑ and ↓ (or k and j) move the focus between the rows' links. The arrows work inside the table alone, since elsewhere
 * they scroll; the letters also start at the first table of the page.
 */
export function useRowKeys(frame: RefObject<HTMLElement | null>): void {
  const move = (step: 1 | -1) => {
    if (!frame.current || !isMine(frame.current)) return false;
    moveFocus(frame.current, step);
    return true;
  };
  useShortcut("j", () => move(1));
  useShortcut("k", () => move(-1));
  useEffect(() => {
    const element = frame.current;
    const listen = (event: KeyboardEvent) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!element || !step || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented)
        return;
      if (!(event.target instanceof Element) || !event.target.closest(OPENER)) return;
      event.preventDefault();
      moveFocus(element, step);
    };
    element?.addEventListener("keydown", listen);
    return () => element?.removeEventListener("keydown", listen);
  });
}

/** Of several tables on a page the one with the focus answers; without any focus the first. */
function isMine(frame: HTMLElement): boolean {
  const focused = document.activeElement?.closest("[data-rows]");
  return frame === (focused ?? document.querySelector("[data-rows]"));
}

function moveFocus(frame: HTMLElement, step: number): void {
  const openers = [...frame.querySelectorAll<HTMLElement>(OPENER)];
  const row = document.activeElement?.closest("tr");
  const at = row && frame.contains(row) ? openers.findIndex((opener) => row.contains(opener)) : -1;
  const next = at === -1 ? 0 : Math.min(Math.max(at + step, 0), openers.length - 1);
  openers[next]?.focus();
  openers[next]?.closest("tr")?.scrollIntoView({ block: "nearest" });
}

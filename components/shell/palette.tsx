"use client";
import { useEffect, useState } from "react";
import { lazyPart, usePart } from "#components/ui/lazy-part.ts";
import { useShortcut } from "#components/ui/shortcuts.ts";
import { useGoTo } from "./go-to.ts";
import { applySingleKeys } from "./single-keys.ts";

const OPEN = "1claw:palette";

/** Opens the palette from anywhere. */
export function openPalette(): void {
  window.dispatchEvent(new Event(OPEN));
}

export type PalettePopupProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onShortcuts: () => void;
  isOperator: boolean;
};
export type ShortcutsProps = { open: boolean; onOpenChange: (open: boolean) => void; isOperator: boolean };

const POPUP = lazyPart<PalettePopupProps>(() =>
  import("./palette-popup.tsx").then((file) => file.PalettePopup),
);
const SHORTCUTS = lazyPart<ShortcutsProps>(() =>
  import("./shortcuts-dialog.tsx").then((file) => file.ShortcutsDialog),
);

/** ⌘K, `?` and the keys that lead to pages. What they open comes when it is first wanted. */
export function Palette({ isOperator }: { isOperator: boolean }) {
  const [shown, setShown] = useState<"palette" | "shortcuts" | null>(null);
  const Popup = usePart(POPUP, shown === "palette");
  const Shortcuts = usePart(SHORTCUTS, shown === "shortcuts");
  useEffect(() => {
    applySingleKeys();
    const open = () => setShown("palette");
    window.addEventListener(OPEN, open);
    return () => window.removeEventListener(OPEN, open);
  }, []);
  useShortcut("mod+k", () => setShown((now) => (now === "palette" ? null : "palette")));
  useShortcut("?", () => setShown("shortcuts"));
  useGoTo(isOperator);
  const close = (what: "palette" | "shortcuts") => (open: boolean) =>
    setShown((now) => (open ? what : now === what ? null : now));
  return (
    <>
      {Popup && (
        <Popup
          open={shown === "palette"}
          onOpenChange={close("palette")}
          onShortcuts={() => setShown("shortcuts")}
          isOperator={isOperator}
        />
      )}
      {Shortcuts && (
        <Shortcuts open={shown === "shortcuts"} onOpenChange={close("shortcuts")} isOperator={isOperator} />
      )}
    </>
  );
}

"use client";
import type { LucideIcon } from "lucide-react";
import { type ReactElement, type RefObject, useId, useRef, useState } from "react";
import { lazyPart, usePart } from "./lazy-part.ts";
import { type TriggerProps, withTrigger } from "./popup-trigger.ts";

export type MenuItem =
  | {
      label: string;
      icon?: LucideIcon;
      onSelect?: () => void;
      href?: string;
      tone?: "danger";
      disabled?: boolean;
      hint?: string;
    }
  | "separator";

export type MenuPopupProps = {
  id: string;
  label: string;
  items: readonly MenuItem[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  anchor: RefObject<HTMLButtonElement | null>;
};

const MENU = lazyPart<MenuPopupProps>(() => import("./menu-popup.tsx").then((file) => file.MenuPopup));

/** A button with a menu of actions and links. */
export function Menu({
  label,
  trigger,
  items,
}: {
  label: string;
  trigger: ReactElement<TriggerProps>;
  items: readonly MenuItem[];
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const Popup = usePart(MENU, open);
  return (
    <>
      {withTrigger(trigger, { kind: "menu", id, label, open, setOpen, ref: anchor })}
      {Popup && (
        <Popup id={id} label={label} items={items} open={open} onOpenChange={setOpen} anchor={anchor} />
      )}
    </>
  );
}

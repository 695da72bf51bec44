"use client";
import { Menu as Base } from "@base-ui/react/menu";
import clsx from "clsx";
import Link from "next/link";
import { useRef } from "react";
import { useOpening } from "./lazy-part.ts";
import type { MenuItem, MenuPopupProps } from "./menu.tsx";
import { onTrigger } from "./popup-trigger.ts";

/** What `Menu` shows once it is open. */
export function MenuPopup({ id, label, items, open, onOpenChange, anchor }: MenuPopupProps) {
  const { shown } = useOpening(open);
  // Runs when the menu is gone and has given the focus back, so that a dialog it opens keeps the focus.
  const chosen = useRef<() => void>(undefined);
  const first = useRef(true);
  return (
    <Base.Root
      open={shown}
      onOpenChangeComplete={(next) => {
        if (next) return;
        first.current = true;
        const act = chosen.current;
        chosen.current = undefined;
        act?.();
      }}
      onOpenChange={(next, details) => {
        if (!next && onTrigger(details.event, anchor) && details.reason !== "escape-key") details.cancel();
        else onOpenChange(next);
      }}
    >
      <Base.Portal container={anchor.current?.closest<HTMLElement>("main") ?? undefined}>
        <Base.Positioner
          positionMethod="fixed"
          anchor={anchor}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup
            id={id}
            aria-label={label}
            finalFocus={anchor}
            onFocus={(event) => {
              // Opened with the keyboard: the first item is the current one.
              if (!first.current || event.target !== event.currentTarget) return;
              first.current = false;
              if (!event.target.matches(":focus-visible")) return;
              event.target.querySelector<HTMLElement>('[role="menuitem"]:not([data-disabled])')?.focus();
            }}
            className="max-h-(--available-height) max-w-80 min-w-44 overflow-y-auto rounded-lg border bg-surface p-1 shadow-pop  outline-none"
          >
            {items.map((item, index) =>
              item === "separator" ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have nothing but their place
                <Base.Separator key={index} className="-mx-1 my-1 h-px bg-line" />
              ) : (
                <Item
                  key={item.label}
                  item={item}
                  onChoose={() => {
                    chosen.current = item.onSelect;
                  }}
                />
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Item({ item, onChoose }: { item: Exclude<MenuItem, "separator">; onChoose: () => void }) {
  const { icon: Icon, label, hint, href, disabled } = item;
  const className = clsx(
    "flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2 py-1 text-sm outline-none select-none",
    "data-highlighted:bg-hover data-disabled:opacity-50",
    item.tone === "danger" ? "text-danger data-highlighted:bg-danger-soft" : "text-ink",
  );
  const content = (
    <>
      {Icon && <Icon aria-hidden className="size-4 shrink-0 opacity-80" />}
      <span className="min-w-0 flex-1">
        <span className="block">{label}</span>
        {hint && <span className="block text-xs text-ink-faint">{hint}</span>}
      </span>
    </>
  );
  if (href !== undefined && !disabled) {
    return (
      <Base.LinkItem
        label={label}
        closeOnClick
        render={<Link href={href} />}
        onClick={onChoose}
        className={className}
      >
        {content}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item label={label} disabled={disabled} onClick={onChoose} className={className}>
      {content}
    </Base.Item>
  );
}

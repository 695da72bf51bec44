"use client";
import { Menu as Base } from "@base-ui/react/menu";
import clsx from "clsx";
import Link from "next/link";
import { useAfterMount } from "./lazy-part.ts";
import type { MenuItem, MenuPopupProps } from "./menu.tsx";
import { onTrigger } from "./popup-trigger.ts";

/** What `Menu` shows once it is open. */
export function MenuPopup({ id, label, items, open, onOpenChange, anchor }: MenuPopupProps) {
  const shown = useAfterMount(open);
  return (
    <Base.Root
      open={shown}
      modal={false}
      onOpenChange={(next, details) => {
        if (!next && onTrigger(details.event, anchor) && details.reason !== "escape-key") details.cancel();
        else onOpenChange(next);
      }}
    >
      <Base.Portal>
        <Base.Positioner anchor={anchor} align="end" sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup
            id={id}
            aria-label={label}
            finalFocus={anchor}
            className="max-h-(--available-height) max-w-80 min-w-44 overflow-y-auto rounded-lg border bg-surface p-1 shadow-pop transition-opacity duration-100 outline-none data-ending-style:opacity-0"
          >
            {items.map((item, index) =>
              item === "separator" ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have nothing but their place
                <Base.Separator key={index} className="-mx-1 my-1 h-px bg-line" />
              ) : (
                <Item key={item.label} item={item} />
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Item({ item }: { item: Exclude<MenuItem, "separator"> }) {
  const { icon: Icon, label, hint, href, onSelect, disabled } = item;
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
      <Base.LinkItem label={label} closeOnClick render={<Link href={href} />} onClick={onSelect} className={className}>
        {content}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item label={label} disabled={disabled} onClick={onSelect} className={className}>
      {content}
    </Base.Item>
  );
}

"use client";
import { Popover as Base } from "@base-ui/react/popover";
import { useOpening } from "./lazy-part.ts";
import type { PopoverPopupProps } from "./popover.tsx";
import { onTrigger } from "./popup-trigger.ts";

/** What `Popover` shows once it is open. */
export function PopoverPopup({ id, label, children, open, onOpenChange, anchor }: PopoverPopupProps) {
  const { shown } = useOpening(open);
  return (
    <Base.Root
      open={shown}
      onOpenChange={(next, details) => {
        if (!next && onTrigger(details.event, anchor) && details.reason !== "escape-key") details.cancel();
        else onOpenChange(next);
      }}
    >
      <Base.Portal>
        <Base.Positioner anchor={anchor} align="start" sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup
            id={id}
            aria-label={label}
            finalFocus={anchor}
            className="max-h-(--available-height) w-max max-w-[min(24rem,calc(100vw-1rem))] overflow-y-auto rounded-lg border bg-surface p-3 text-sm shadow-pop transition-opacity duration-100 outline-none data-ending-style:opacity-0"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

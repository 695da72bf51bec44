"use client";
import { type ReactElement, type ReactNode, type RefObject, useId, useRef, useState } from "react";
import { lazyPart, usePart } from "./lazy-part.ts";
import { type TriggerProps, withTrigger } from "./popup-trigger.ts";

export type PopoverPopupProps = {
  id: string;
  label: string;
  children: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  anchor: RefObject<HTMLButtonElement | null>;
};

const POPOVER = lazyPart<PopoverPopupProps>(() =>
  import("./popover-popup.tsx").then((file) => file.PopoverPopup),
);

/** A button with a small panel beside it. `children` may be a function that is given `close`. */
export function Popover({
  trigger,
  label,
  children,
}: {
  trigger: ReactElement<TriggerProps>;
  label: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const Popup = usePart(POPOVER, open);
  return (
    <>
      {withTrigger(trigger, { kind: "dialog", id, label, open, setOpen, ref: anchor })}
      {Popup && (
        <Popup id={id} label={label} open={open} onOpenChange={setOpen} anchor={anchor}>
          {typeof children === "function" ? children(() => setOpen(false)) : children}
        </Popup>
      )}
    </>
  );
}

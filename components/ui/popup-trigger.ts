// Buttons that open a menu or a popover. The button is ours and always there; the popup comes later and only refers to it.
import {
  type ComponentProps,
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from "react";

export type TriggerProps = ComponentProps<"button">;

/** `trigger` as the button that opens and closes the popup `id`; a button with an icon alone gets its name from `label`. */
export function withTrigger(
  trigger: ReactElement<TriggerProps>,
  popup: {
    kind: "menu" | "dialog";
    id: string;
    label: string;
    open: boolean;
    setOpen: (open: boolean) => void;
    ref: RefObject<HTMLButtonElement | null>;
  },
): ReactElement<TriggerProps> {
  const own = trigger.props;
  const nameless = !own["aria-label"] && !own["aria-labelledby"] && !saysText(own.children);
  return cloneElement(trigger, {
    ref: popup.ref,
    "aria-haspopup": popup.kind,
    "aria-expanded": popup.open,
    "aria-controls": popup.open ? popup.id : undefined,
    ...(nameless && { "aria-label": popup.label, title: own.title ?? popup.label }),
    onClick: (event: MouseEvent<HTMLButtonElement>) => {
      own.onClick?.(event);
      if (!event.defaultPrevented) popup.setOpen(!popup.open);
    },
    onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => {
      own.onKeyDown?.(event);
      if (popup.kind !== "menu" || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      event.preventDefault();
      popup.setOpen(true);
    },
  });
}

function saysText(children: ReactNode): boolean {
  if (Array.isArray(children)) return children.some(saysText);
  return (typeof children === "string" && children.trim() !== "") || typeof children === "number";
}

/** Whether an event that would close the popup is a press on its own button, which will close it by itself. */
export function onTrigger(event: Event, trigger: RefObject<HTMLButtonElement | null>): boolean {
  return event.target instanceof Node && (trigger.current?.contains(event.target) ?? false);
}

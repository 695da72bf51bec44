"use client";
import {
  type ComponentProps,
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { keepPlaced } from "./place.ts";

const SHOW_MS = 400;
const HIDE_MS = 120;

/** A few words on hover and focus that describe a control. Never the only place for what one must know: touch has no hover. */
export function Tooltip({
  text,
  children,
}: {
  text: ReactNode;
  children: ReactElement<ComponentProps<"button">>;
}) {
  const id = useId();
  const anchor = useRef<Element>(null);
  const [open, setOpen] = useState(false);
  const plan = useTimer();
  useEffect(() => {
    if (!open) return;
    const dismiss = (event: KeyboardEvent) => event.key === "Escape" && setOpen(false);
    document.addEventListener("keydown", dismiss);
    return () => document.removeEventListener("keydown", dismiss);
  }, [open]);
  const own = children.props;
  return (
    <>
      {cloneElement(children, {
        "aria-describedby": [own["aria-describedby"], open && id].filter(Boolean).join(" ") || undefined,
        onPointerEnter: (event: PointerEvent<HTMLButtonElement>) => {
          own.onPointerEnter?.(event);
          if (event.pointerType === "touch") return;
          anchor.current = event.currentTarget;
          plan(() => setOpen(true), SHOW_MS);
        },
        onPointerLeave: (event: PointerEvent<HTMLButtonElement>) => {
          own.onPointerLeave?.(event);
          plan(() => setOpen(false), HIDE_MS);
        },
        onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
          own.onPointerDown?.(event);
          plan(() => setOpen(false), 0);
        },
        onFocus: (event: FocusEvent<HTMLButtonElement>) => {
          own.onFocus?.(event);
          if (!event.currentTarget.matches(":focus-visible")) return;
          anchor.current = event.currentTarget;
          plan(() => setOpen(true), 0);
        },
        onBlur: (event: FocusEvent<HTMLButtonElement>) => {
          own.onBlur?.(event);
          plan(() => setOpen(false), 0);
        },
      })}
      {open && text && (
        <Bubble
          id={id}
          anchor={anchor.current}
          onEnter={() => plan(() => {}, 0)}
          onLeave={() => plan(() => setOpen(false), HIDE_MS)}
        >
          {text}
        </Bubble>
      )}
    </>
  );
}

function Bubble({
  id,
  anchor,
  onEnter,
  onLeave,
  children,
}: {
  id: string;
  anchor: Element | null;
  onEnter: () => void;
  onLeave: () => void;
  children: ReactNode;
}) {
  const show = useCallback(
    (bubble: HTMLSpanElement | null) => {
      if (!bubble || !anchor) return;
      bubble.showPopover();
      return keepPlaced(bubble, anchor, { side: "top", align: "center", gap: 6 });
    },
    [anchor],
  );
  return (
    <span
      ref={show}
      id={id}
      role="tooltip"
      popover="manual"
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      className="fixed m-0 w-max max-w-64 rounded-md border-0 bg-solid px-2 py-1 text-left font-sans text-xs font-normal tracking-normal whitespace-normal text-on-solid normal-case shadow-pop"
    >
      {children}
    </span>
  );
}

/** One thing planned at a time: a new plan takes the place of the old one. */
function useTimer() {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback((act: () => void, ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(act, ms);
  }, []);
}

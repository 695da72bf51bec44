"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import clsx from "clsx";
import { X } from "lucide-react";
import { type ReactNode, useCallback, useRef } from "react";
import { buttonLook } from "./button.tsx";
import type { DialogProps } from "./dialog.tsx";
import type { DrawerProps } from "./drawer.tsx";
import { useOpening } from "./lazy-part.ts";

const SIZES = { sm: "sm:max-w-96", md: "sm:max-w-lg", lg: "sm:max-w-2xl" };

const BACKDROP =
  "scrim fixed inset-0 z-40 transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0";
const PANEL = "fixed z-40 flex flex-col bg-surface shadow-pop outline-none";

/** What `Dialog` shows once it is open. */
export function DialogPopup({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = "md",
  dismissable = true,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  const { shown, origin } = useOpening(open);
  return (
    <Base.Root
      open={shown}
      disablePointerDismissal={!dismissable}
      onOpenChange={(next, details) => {
        if (!next && !dismissable) details.cancel();
        else onOpenChange(next);
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup
          ref={popup}
          finalFocus={origin}
          initialFocus={(how) => firstFocus(popup.current, how)}
          className={clsx(
            PANEL,
            "inset-x-0 bottom-0 max-h-[92dvh] rounded-t-xl border-t transition duration-200 ease-out",
            "max-sm:data-ending-style:translate-y-full max-sm:data-starting-style:translate-y-full",
            "sm:inset-x-4 sm:top-[max(1rem,10dvh)] sm:bottom-auto sm:mx-auto sm:max-h-[80dvh] sm:rounded-xl sm:border",
            "sm:data-ending-style:scale-98 sm:data-ending-style:opacity-0 sm:data-starting-style:scale-98 sm:data-starting-style:opacity-0",
            SIZES[size],
          )}
        >
          <div className="px-4 pt-4 pr-12 sm:px-5 sm:pt-5 sm:pr-14">
            <Base.Title className="text-md font-semibold text-ink">{title}</Base.Title>
            {description && (
              <Base.Description render={<div />} className="mt-1 text-sm text-ink-soft">
                {description}
              </Base.Description>
            )}
          </div>
          <Body className="px-4 py-4 sm:px-5">{children}</Body>
          {footer && <Footer>{footer}</Footer>}
          {dismissable && <Close />}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** What `Drawer` shows once it is open. */
export function DrawerPopup({
  open,
  onOpenChange,
  title,
  label,
  subtitle,
  children,
  footer,
  wide = false,
}: DrawerProps) {
  const popup = useRef<HTMLDivElement>(null);
  const { shown, origin } = useOpening(open);
  return (
    <Base.Root open={shown} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup
          ref={popup}
          finalFocus={origin}
          initialFocus={popup}
          {...(label ? { "aria-label": label, "aria-labelledby": undefined } : {})}
          className={clsx(
            PANEL,
            "inset-y-0 right-0 w-full transition-transform duration-200 ease-out sm:border-l",
            "data-ending-style:translate-x-full data-starting-style:translate-x-full",
            wide ? "sm:w-[min(100vw-3rem,52rem)]" : "sm:w-[min(100vw-3rem,34rem)]",
          )}
        >
          <div className="border-b px-4 py-3 pr-12 sm:px-5 sm:pr-14">
            <Base.Title className="min-w-0 text-md font-semibold break-words text-ink">{title}</Base.Title>
            {subtitle && <div className="mt-0.5 text-xs text-ink-faint">{subtitle}</div>}
          </div>
          <Body className="flex-1 px-4 py-4 sm:px-5">{children}</Body>
          {footer && <Footer>{footer}</Footer>}
          <Close />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Footer({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3 max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-5">
      {children}
    </div>
  );
}

function Close() {
  return (
    <Base.Close
      aria-label="Close"
      title="Close"
      className={clsx(
        buttonLook({ variant: "ghost", size: "icon" }),
        "absolute top-2.5 right-2.5 sm:top-3 sm:right-3",
      )}
    >
      <X aria-hidden className="size-4" />
    </Base.Close>
  );
}

/** The part that scrolls; a stop for the Tab key only where there is something to scroll and nothing else to stop at. */
function Body({ className, children }: { className: string; children: ReactNode }) {
  const watch = useCallback((body: HTMLDivElement | null) => {
    if (!body) return;
    const judge = () => {
      const needed = body.scrollHeight > body.clientHeight + 1 && !body.querySelector(STOPS);
      if (needed) body.tabIndex = 0;
      else body.removeAttribute("tabindex");
    };
    const sizes = new ResizeObserver(judge);
    const changes = new MutationObserver(judge);
    sizes.observe(body);
    changes.observe(body, { childList: true, subtree: true });
    return () => {
      sizes.disconnect();
      changes.disconnect();
    };
  }, []);
  return (
    <div
      ref={watch}
      className={clsx("min-h-0 overflow-y-auto overscroll-contain -outline-offset-2", className)}
    >
      {children}
    </div>
  );
}

const FIELDS = ":is(input:not([type=hidden]), textarea, select, [contenteditable=true]):not(:disabled)";
const STOPS = `${FIELDS}, a[href], button:not(:disabled), [tabindex="0"]`;

/** On touch screens a field would bring up the keyboard over what is to be read first. */
function firstFocus(popup: HTMLElement | null, how: string): HTMLElement | boolean {
  if (how === "touch" || !popup) return popup ?? true;
  return (
    popup.querySelector<HTMLElement>("[data-autofocus]") ?? popup.querySelector<HTMLElement>(FIELDS) ?? true
  );
}

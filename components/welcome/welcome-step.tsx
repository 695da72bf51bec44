"use client";
import clsx from "clsx";
import { Check } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Card } from "#components/ui/card.tsx";

export type StepState = "done" | "now" | "later";

/** One step of the welcome: folded to a line when it is done or not yet to be done. The one that opens takes the focus. */
export function WelcomeStep({
  number,
  title,
  state,
  summary,
  children,
}: {
  number: number;
  title: string;
  state: StepState;
  /** What it came to, once it is done. */
  summary?: ReactNode;
  children: ReactNode;
}) {
  const heading = useId();
  const view = useRef<HTMLHeadingElement>(null);
  const before = useRef(state);
  useEffect(() => {
    if (state === "now" && before.current !== "now") view.current?.focus();
    before.current = state;
  }, [state]);
  return (
    <li aria-current={state === "now" ? "step" : undefined}>
      <section aria-labelledby={heading}>
        <Card className={clsx("overflow-hidden", state === "later" && "bg-transparent shadow-none")}>
          <div className="flex items-center gap-3 px-4 py-3.5 sm:px-5">
            <span
              aria-hidden
              className={clsx(
                "grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold tabular-nums",
                state === "done" && "bg-ok-soft text-ok",
                state === "now" && "bg-solid text-on-solid",
                state === "later" && "border text-ink-faint",
              )}
            >
              {state === "done" ? <Check strokeWidth={3} className="size-3.5" /> : number}
            </span>
            <div className="min-w-0 flex-1">
              <h2
                ref={view}
                id={heading}
                tabIndex={-1}
                className={clsx(
                  "text-md font-semibold tracking-tight outline-none",
                  state !== "now" && "text-ink-soft",
                )}
              >
                {title}
                {state === "done" && <span className="sr-only">: done</span>}
              </h2>
              {state === "done" && summary && <div className="text-sm text-ink-faint">{summary}</div>}
            </div>
          </div>
          {state === "now" && <div className="border-t px-4 py-5 sm:px-5">{children}</div>}
        </Card>
      </section>
    </li>
  );
}

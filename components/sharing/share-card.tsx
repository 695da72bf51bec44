"use client";
import clsx from "clsx";
import type { LucideIcon } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Card } from "#components/ui/card.tsx";

const TONES = {
  plain: "bg-sunken text-ink-soft",
  accent: "bg-accent-soft text-accent",
  ok: "bg-ok-soft text-ok",
};

/** What the page of a share has to say: one thing at a time, under its h1. */
export function ShareCard({
  icon: Icon,
  tone = "accent",
  title,
  arrived = true,
  children,
}: {
  icon: LucideIcon;
  tone?: keyof typeof TONES;
  title: string;
  /** False for what the page begins with: only what a press of a button leads to takes the focus. */
  arrived?: boolean;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that led here is gone; a field that focuses itself was first.
    if (arrived && title && document.activeElement === document.body) heading.current?.focus();
  }, [arrived, title]);
  return (
    <Card className="p-5 sm:p-8">
      <span className={clsx("grid size-10 place-items-center rounded-lg", TONES[tone])}>
        <Icon aria-hidden className="size-5" />
      </span>
      <h1 ref={heading} tabIndex={-1} className="mt-4 text-xl font-semibold tracking-tight outline-none">
        {title}
      </h1>
      <div className="mt-2 grid gap-4 text-ink-soft">{children}</div>
    </Card>
  );
}

import clsx from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
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
  children,
}: {
  icon: LucideIcon;
  tone?: keyof typeof TONES;
  title: string;
  children: ReactNode;
}) {
  return (
    <Card className="p-5 sm:p-8">
      <span className={clsx("grid size-10 place-items-center rounded-lg", TONES[tone])}>
        <Icon aria-hidden className="size-5" />
      </span>
      <h1 className="mt-4 text-xl font-semibold tracking-tight">{title}</h1>
      <div className="mt-2 grid gap-4 text-ink-soft">{children}</div>
    </Card>
  );
}

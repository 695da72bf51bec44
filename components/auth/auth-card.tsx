import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";

/** One step of a way in: what it is (the page's h1), a card with what to do, and other ways below it. */
export function AuthCard({
  title,
  intro,
  children,
  foot,
}: {
  title: string;
  intro?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <>
      <div className="mb-6 text-center">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {intro && <div className="mx-auto mt-1.5 max-w-[22rem] text-balance text-ink-soft">{intro}</div>}
      </div>
      {children && <Card className="grid gap-4 p-5 sm:p-6">{children}</Card>}
      {foot && <div className="mt-5 grid gap-1.5 text-center text-sm text-ink-faint">{foot}</div>}
    </>
  );
}

/** How links look below a card. */
export const FOOT_LINK =
  "font-medium text-ink underline decoration-line-strong underline-offset-4 hover:decoration-ink";

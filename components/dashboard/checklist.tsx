"use client";
import clsx from "clsx";
import { Check, X } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { type Facts, firstSteps, HIDE_COOKIE } from "./first-steps.ts";

/** What is left of the first steps; gone when all are done, or when somebody has seen enough of it. */
export function Checklist({ facts }: { facts: Facts }) {
  const heading = useId();
  const [isHidden, setHidden] = useState(false);
  const steps = firstSteps(facts);
  const left = steps.filter(({ done }) => !done);
  const next = left[0];
  if (!next || isHidden) return null;
  return (
    <section aria-labelledby={heading} className="mb-4">
      <Card className="overflow-hidden">
        <div className="flex items-start gap-3 px-4 pt-3.5 pb-3">
          <div className="min-w-0 flex-1">
            <h2 id={heading} className="text-base font-semibold tracking-tight">
              {left.length === steps.length ? "First steps" : "What is left to set up"}
            </h2>
            <p className="text-sm text-ink-faint">
              {steps.length - left.length} of {steps.length} done
            </p>
          </div>
          <Link href={next.href} className={buttonLook({ variant: "solid" })}>
            {next.action}
          </Link>
          <Button
            variant="ghost"
            size="icon"
            aria-label="Hide the first steps"
            onClick={() => {
              // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not in every browser yet
              document.cookie = HIDE_COOKIE;
              setHidden(true);
            }}
          >
            <X aria-hidden className="size-4" />
          </Button>
        </div>
        <Progress value={steps.length - left.length} max={steps.length} label="First steps" />
        <ol className="grid gap-px bg-line sm:grid-cols-2 lg:grid-cols-3">
          {steps.map(({ id, title, why, href, done }) => (
            <li key={id} className="relative flex gap-2.5 bg-surface px-4 py-3 has-[a:hover]:bg-hover">
              <span
                aria-hidden
                className={clsx(
                  "mt-0.5 flex size-4.5 shrink-0 items-center justify-center rounded-full border",
                  done ? "border-ok/40 bg-ok-soft text-ok" : "border-line-strong",
                  id === next.id && "border-accent-bright ring-2 ring-accent-soft",
                )}
              >
                {done && <Check className="size-3" />}
              </span>
              <div className="min-w-0 text-sm">
                {done ? (
                  <p className="text-ink-faint">
                    {title}
                    <span className="sr-only">: done</span>
                  </p>
                ) : (
                  <Link href={href} className="font-medium text-ink after:absolute after:inset-0">
                    {title}
                  </Link>
                )}
                {!done && <p className="text-xs text-ink-faint">{why}</p>}
              </div>
            </li>
          ))}
        </ol>
      </Card>
    </section>
  );
}

import clsx from "clsx";
import { Check } from "lucide-react";

const STEPS = ["Register", "Save the key", "Grant and connect"];

/** Where one is among the steps. */
export function WizardSteps({ current }: { current: number }) {
  return (
    <ol aria-label="Steps" className="mb-6 grid grid-cols-3 gap-2 sm:gap-3">
      {STEPS.map((name, index) => (
        <li
          key={name}
          aria-current={index === current ? "step" : undefined}
          className={clsx(
            "flex items-start gap-2 border-t-2 pt-2 text-sm",
            index <= current ? "border-ink" : "border-line",
            index === current ? "font-medium text-ink" : "text-ink-faint",
          )}
        >
          <span
            aria-hidden
            className={clsx(
              "mt-0.5 grid size-4 shrink-0 place-items-center rounded-full text-2xs tabular-nums",
              index < current
                ? "bg-ok-soft text-ok"
                : index === current
                  ? "bg-solid text-on-solid"
                  : "bg-sunken",
            )}
          >
            {index < current ? <Check strokeWidth={3} className="size-2.5" /> : index + 1}
          </span>
          <span className="min-w-0">
            {name}
            {index < current && <span className="sr-only">, done</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

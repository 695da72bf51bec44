import clsx from "clsx";
import type { ComponentProps } from "react";

/** A table that scrolls in itself where the screen is narrower than it; `label` names it for screen readers. */
export function Table({ label, className, children, ...rest }: { label: string } & ComponentProps<"table">) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section inside each card would flood the list of landmarks
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-lg border bg-surface"
    >
      <table className={clsx("w-full border-collapse text-left text-sm", className)} {...rest}>
        {children}
      </table>
    </div>
  );
}

export function Th({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={clsx("border-b bg-sunken px-3 py-1.5 text-xs font-medium text-ink-faint", className)}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td className={clsx("border-t px-3 py-2 align-top", className)} {...rest} />;
}

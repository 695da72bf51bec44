import clsx from "clsx";
import type { ComponentProps } from "react";
import { CONTROL_FOCUS, CONTROL_LOOK } from "./control-look.ts";

export function Textarea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={clsx(CONTROL_LOOK, CONTROL_FOCUS, "block min-h-16 px-2.5 py-1.5", className)}
      {...rest}
    />
  );
}

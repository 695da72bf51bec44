"use client";
import type { ComponentType } from "react";
import { useOpened } from "./dialog.tsx";
import { lazyPart, usePart } from "./lazy-part.ts";

/** A dialog or a drawer in a file of its own, which `load` brings when it is first opened, or in good time before. */
export function lazyDialog<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  isOpen: (props: Props) => boolean,
): ComponentType<Props> {
  const part = lazyPart<Props>(load);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for a dialog, outside of all components
  return function LazyDialog(props: Props) {
    const open = isOpen(props);
    const Part = usePart(part, open);
    const opened = useOpened(open);
    return Part && opened ? <Part {...props} /> : null;
  };
}

"use client";
import { type ReactNode, useState } from "react";
import { lazyPart, usePart } from "./lazy-part.ts";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  size?: "sm" | "md" | "lg";
  /** False: neither Esc nor a press outside closes it, and it has no close button. */
  dismissable?: boolean;
};

const DIALOG = lazyPart<DialogProps>(() => import("./dialog-popup.tsx").then((file) => file.DialogPopup));

/** A modal window; on phones a sheet at the bottom. Focus starts in its first field and goes back where it came from. */
export function Dialog(props: DialogProps) {
  const Popup = usePart(DIALOG, props.open);
  const opened = useOpened(props.open);
  return Popup && opened ? <Popup {...props} /> : null;
}

/** True from the first opening on: what closes must stay for its leaving transition. */
export function useOpened(open: boolean): boolean {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened || open;
}

"use client";
import type { ReactNode } from "react";
import { useOpened } from "./dialog.tsx";
import { lazyPart, usePart } from "./lazy-part.ts";

export type DrawerProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** The name for screen readers where the title does not say enough. */
  label?: string;
  subtitle?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
};

const DRAWER = lazyPart<DrawerProps>(() => import("./dialog-popup.tsx").then((file) => file.DrawerPopup));

/** A modal panel from the right, for one thing out of a list; the whole screen on phones. */
export function Drawer(props: DrawerProps) {
  const Popup = usePart(DRAWER, props.open);
  const opened = useOpened(props.open);
  return Popup && opened ? <Popup {...props} /> : null;
}

"use client";
// The dialogs about keys, which come when they are first opened and begin anew each time.
import dynamic from "next/dynamic";
import type { ComponentProps, ComponentType } from "react";
import { useOpened } from "#components/ui/dialog.tsx";
import { useRound } from "#components/ui/use-round.ts";
import type { ResumeDialog as Resume, RotateDialog as Rotate } from "./rotate-dialog.tsx";
import type { SetupDialog as Setup } from "./setup-dialog.tsx";

const LazySetup = dynamic(() => import("./setup-dialog.tsx").then((file) => file.SetupDialog));
const LazyRotate = dynamic(() => import("./rotate-dialog.tsx").then((file) => file.RotateDialog));
const LazyResume = dynamic(() => import("./rotate-dialog.tsx").then((file) => file.ResumeDialog));

function onceOpened<Props extends { open: boolean }>(Part: ComponentType<Props>) {
  return function OnceOpened(props: Props) {
    const round = useRound(props.open);
    return useOpened(props.open) ? <Part key={round} {...props} /> : null;
  };
}

export const SetupDialog = onceOpened<ComponentProps<typeof Setup>>(LazySetup);
export const RotateDialog = onceOpened<ComponentProps<typeof Rotate>>(LazyRotate);
export const ResumeDialog = onceOpened<ComponentProps<typeof Resume>>(LazyResume);

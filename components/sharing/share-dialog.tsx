"use client";
import dynamic from "next/dynamic";
import { useOpened } from "#components/ui/dialog.tsx";
import { useRound } from "#components/ui/use-round.ts";

export type ShareDialogProps = {
  vault: {
    id: string;
    name: string;
    cmek_enabled?: boolean;
    cmek_fingerprint?: string;
    mpc_custody?: string;
  };
  /** The value is not needed: it stays on the server, or is fetched for a sealed link. */
  secret: { id: string; path: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

const NewShare = dynamic(() => import("./new-share.tsx").then((file) => file.NewShare));

/** Shares one secret, and shows the link once. Each opening begins anew, with nothing of the share before in it. */
export function ShareDialog(props: ShareDialogProps) {
  const round = useRound(props.open);
  return useOpened(props.open) ? <NewShare key={round} {...props} /> : null;
}

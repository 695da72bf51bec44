"use client";

/** What is shared: a secret by its id. `value` is not needed: it stays on the server, or is fetched for a sealed link. */
export type Shareable = { id: string; path: string };

export type ShareDialogProps = {
  vault: {
    id: string;
    name: string;
    cmek_enabled?: boolean;
    cmek_fingerprint?: string;
    mpc_custody?: string;
  };
  secret: Shareable;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function ShareDialog(_: ShareDialogProps) {
  return null;
}

"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { OneTime } from "#components/ui/one-time.tsx";
import { useLast } from "#components/ui/use-last.ts";
import { hostOf, type Webhook } from "./webhook-queries.ts";

export type ShownSecret = { webhook: Webhook; signing_secret: string };

/** The signing secret, shown this once; it goes no further than this dialog. */
export function SecretDialog({
  shown,
  onDone,
  leadsTo = false,
}: {
  shown: ShownSecret | null;
  onDone: () => void;
  /** Whether the webhook's own page comes next. */
  leadsTo?: boolean;
}) {
  const router = useRouter();
  const last = useLast(shown?.webhook ?? null);
  const [saved, setSaved] = useState(false);
  if (!last) return null;
  const done = () => {
    setSaved(false);
    onDone();
    if (leadsTo) router.push(`/webhooks/${last.id}`);
  };
  return (
    <Dialog
      open={shown !== null}
      onOpenChange={(open) => !open && done()}
      dismissable={false}
      title="Signing secret"
      description="It proves to your receiver that a delivery is ours. It is shown this once; a lost one is replaced."
      footer={
        <Button variant="solid" disabled={!saved} onClick={done}>
          Done
        </Button>
      }
    >
      {shown && (
        <OneTime
          label="Signing secret"
          value={shown.signing_secret}
          filename={`webhook-${hostOf(last.url).replaceAll(/[^\w.-]/g, "-")}.txt`}
          onSaved={setSaved}
        />
      )}
    </Dialog>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { Fingerprint, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { api, ask } from "#components/api/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { Time } from "#components/ui/time.tsx";
import type { SealStatus } from "./audit-queries.ts";

const VerifyDialog = lazyDialog(
  () => import("./verify-dialog.tsx").then((file) => file.VerifyDialog),
  ({ open }) => open,
);

const EVERY_MS = 15_000;

/** How far the log is sealed and signed, and the way to check that it is what was sealed. */
export function SealPanel({ initial, canVerify }: { initial: SealStatus; canVerify: boolean }) {
  const [verifying, setVerifying] = useState(false);
  const { data: seal } = useQuery({
    queryKey: ["audit", "seal"],
    queryFn: () => ask(api().audit.checkpoint()),
    initialData: initial,
    refetchInterval: EVERY_MS,
  });
  return (
    <Card className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
      <ShieldCheck aria-hidden className="size-5 shrink-0 text-ok" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium tabular-nums">
          {seal.size > 0
            ? `Sealed up to event ${(seal.size - 1).toLocaleString("en")}`
            : "Nothing is sealed yet"}
        </p>
        <p className="text-sm text-ink-faint">
          {seal.signed_at ? (
            <>
              Checkpoint signed <Time at={seal.signed_at} />. Nobody can change what is sealed without it
              showing.
            </>
          ) : (
            "The first events are sealed about a second after they happen."
          )}
        </p>
      </div>
      {canVerify && (
        <Button onClick={() => setVerifying(true)} disabled={seal.size === 0}>
          <Fingerprint aria-hidden className="size-4" />
          Verify
        </Button>
      )}
      <VerifyDialog open={verifying} onOpenChange={setVerifying} />
    </Card>
  );
}

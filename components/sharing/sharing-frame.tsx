"use client";
import { Stamp } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useOpened } from "#components/ui/dialog.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { useRound } from "#components/ui/use-round.ts";

const SealDialog = dynamic(() => import("./seal-dialog.tsx").then((file) => file.SealDialog));

const TABS = [
  { href: "/sharing", label: "Inbound" },
  { href: "/sharing/outbound", label: "Outbound" },
];

/** The head of both pages of shares. */
export function SharingFrame({ current, children }: { current: string; children: ReactNode }) {
  const [sealing, setSealing] = useState(false);
  const round = useRound(sealing);
  const opened = useOpened(sealing);
  return (
    <>
      <PageHeader
        title="Sharing"
        description="Single values lent to somebody: given to you, and given by you. To share a secret, open it in its vault."
        actions={
          <Button variant="solid" onClick={() => setSealing(true)}>
            <Stamp aria-hidden className="size-4" /> Send a sealed message
          </Button>
        }
      />
      <TabLinks label="Sharing" items={TABS} current={current} />
      {children}
      {opened && <SealDialog key={round} open={sealing} onOpenChange={setSealing} />}
    </>
  );
}

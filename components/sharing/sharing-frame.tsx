"use client";
import { Stamp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { SealDialog } from "./seal-dialog.tsx";

const TABS = [
  { href: "/sharing", label: "Inbound" },
  { href: "/sharing/outbound", label: "Outbound" },
];

/** The head of both pages of shares. */
export function SharingFrame({ current, children }: { current: string; children: ReactNode }) {
  const [sealing, setSealing] = useState(false);
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
      <SealDialog open={sealing} onOpenChange={setSealing} />
    </>
  );
}

import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { InboundList } from "#components/sharing/inbound-list.tsx";
import { SharingFrame } from "#components/sharing/sharing-frame.tsx";
import { PAGE } from "#components/sharing/sharing-pages.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Sharing" };

export default async function InboundPage() {
  const answer = await (await pageClient()).sharing.listInbound({ limit: PAGE });
  const { shares } = await load(Promise.resolve(answer));
  return (
    <SharingFrame current="/sharing">
      <InboundList initial={{ rows: shares, next: answer.meta.next_cursor ?? null }} />
    </SharingFrame>
  );
}

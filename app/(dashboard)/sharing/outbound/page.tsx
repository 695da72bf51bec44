import type { Metadata } from "next";
import { load, loadIfAllowed } from "#app/load.ts";
import { type Names, OutboundList } from "#components/sharing/outbound-list.tsx";
import { SealedList } from "#components/sharing/sealed-list.tsx";
import { SharingFrame } from "#components/sharing/sharing-frame.tsx";
import { PAGE } from "#components/sharing/sharing-pages.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Shared by you" };

export default async function OutboundPage() {
  const client = await pageClient();
  const [outbound, sealed, people, agents] = await Promise.all([
    client.sharing.listOutbound({ limit: PAGE }),
    client.sharing.listSealed({ limit: PAGE }),
    loadIfAllowed(client.org.listMembers()),
    loadIfAllowed(client.agents.list()),
  ]);
  const { shares } = await load(Promise.resolve(outbound));
  const { sealed_shares } = await load(Promise.resolve(sealed));
  const names: Names = Object.fromEntries([
    ...(people?.members ?? []).map(({ id, display_name, email }) => [id, display_name || email]),
    ...(agents?.agents ?? []).map(({ id, name }) => [id, name]),
  ]);
  return (
    <SharingFrame current="/sharing/outbound">
      <OutboundList initial={{ rows: shares, next: outbound.meta.next_cursor ?? null }} names={names} />
      <SealedList initial={{ rows: sealed_shares, next: sealed.meta.next_cursor ?? null }} />
    </SharingFrame>
  );
}

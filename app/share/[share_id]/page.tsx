import { OpenShare } from "#components/sharing/open-share.tsx";
import { pageClient } from "#server/session.ts";

/** Asks for the list of what is for whoever is signed in, never for the share itself: looking must use nothing up. */
export default async function SharePage({ params }: { params: Promise<{ share_id: string }> }) {
  const { share_id } = await params;
  const inbound = await (await pageClient()).sharing.listInbound({ limit: 1000 });
  const known = inbound.error ? undefined : inbound.data.shares.find(({ id }) => id === share_id);
  return <OpenShare share_id={share_id} known={known ?? null} isSignedIn={!inbound.error} />;
}

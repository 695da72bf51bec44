import { OpenSealed } from "#components/sharing/open-sealed.tsx";

export default async function SealedPage({ params }: { params: Promise<{ sealed_share_id: string }> }) {
  return <OpenSealed sealed_share_id={(await params).sealed_share_id} />;
}

import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

/** In the place of webhooks for who may not see them, in the server's words. */
export function WebhooksRefused({ reason }: { reason: string }) {
  return (
    <>
      <PageHeader title="Webhooks" />
      <EmptyState art="shield" title="Not with your role">
        {reason} The team’s page says who they are.
      </EmptyState>
    </>
  );
}

import Link from "next/link";
import { buttonLook } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

/** In the place of the operator's pages for everybody else, in the server's words. */
export function OperatorRefused({ reason }: { reason: string }) {
  return (
    <>
      <PageHeader title="Operator" />
      <EmptyState
        art="shield"
        title="Only for who runs this server"
        action={
          <Link href="/dashboard" className={buttonLook()}>
            Go to the dashboard
          </Link>
        }
      >
        {reason}
      </EmptyState>
    </>
  );
}

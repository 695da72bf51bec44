import type { Metadata } from "next";
import Link from "next/link";
import { buttonLook } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export const metadata: Metadata = { title: "No such request" };

export default function RequestNotFound() {
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/requests", label: "Requests" }]}
        title="No such request"
        description="It is for another account, or its agent or vault is gone. Sign in with the address that the mail came to, or ask somebody who may write to the vault."
      />
      <Link href="/requests" className={buttonLook()}>
        All requests
      </Link>
    </>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { Notice } from "#components/site/notice.tsx";
import { buttonLook } from "#components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Notice code="404" title="There is nothing here">
      <p>The address may be mistyped, or what was here has been deleted.</p>
      <div className="flex flex-wrap gap-2">
        <Link href="/" className={buttonLook({ variant: "solid" })}>
          To the start
        </Link>
        <Link href="/docs" className={buttonLook()}>
          API reference
        </Link>
      </div>
    </Notice>
  );
}

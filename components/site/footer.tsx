import Link from "next/link";
import { Mark } from "./logo.tsx";

const LINK = "text-ink-soft hover:text-ink hover:underline underline-offset-4";

export function SiteFooter() {
  return (
    <footer className="border-t">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-3 px-4 py-8 text-sm sm:px-6">
        <p className="flex items-center gap-2 text-ink-faint">
          <Mark className="size-5" /> 1Claw, self-hosted. MIT licence.
        </p>
        <nav aria-label="Footer" className="flex flex-wrap gap-x-5 gap-y-2 sm:ml-auto">
          <Link href="/docs" className={LINK}>
            API reference
          </Link>
          <Link href="/docs/errors" className={LINK}>
            Errors
          </Link>
          <a href="/openapi.json" className={LINK}>
            openapi.json
          </a>
          <a href="/.well-known/jwks.json" className={LINK}>
            Signing keys
          </a>
        </nav>
      </div>
    </footer>
  );
}

import clsx from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonLook } from "#components/ui/button.tsx";
import type { Theme } from "#components/ui/theme.ts";
import { ThemeToggle } from "#components/ui/theme-toggle.tsx";
import { Mark } from "./logo.tsx";

const LINK =
  "rounded-md px-2.5 py-1.5 text-sm font-medium text-ink-soft transition-colors hover:bg-hover hover:text-ink";

/** `narrow` lines it up with a page of one column; `signedIn` says where its button leads. */
export function SiteHeader(props: {
  theme: Theme;
  signedIn: boolean;
  narrow?: boolean;
  children?: ReactNode;
}) {
  const { theme, signedIn, narrow = false, children } = props;
  return (
    <header className="sticky top-0 z-30 border-b bg-canvas/90 backdrop-blur-md">
      <div
        className={clsx(
          "mx-auto flex h-14 items-center gap-2 px-4 sm:px-6",
          narrow ? "max-w-6xl" : "max-w-[90rem]",
        )}
      >
        <Link
          href="/"
          className="mr-2 flex items-center gap-2 rounded-md text-md font-semibold tracking-tight"
        >
          <Mark className="size-6" />
          1Claw
        </Link>
        {children}
        <nav aria-label="Site" className="ml-auto flex items-center gap-0.5">
          <Link href="/docs" className={LINK}>
            Docs
          </Link>
          <a href="/openapi.json" className={`${LINK} max-sm:hidden`}>
            OpenAPI
          </a>
          <ThemeToggle initial={theme} />
          <Link href={signedIn ? "/dashboard" : "/sign-in"} className={`${buttonLook()} ml-1.5`}>
            {signedIn ? "Open dashboard" : "Sign in"}
          </Link>
        </nav>
      </div>
    </header>
  );
}

import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "#components/site/logo.tsx";
import { readTheme, THEME_COOKIE } from "#components/ui/theme.ts";
import { ThemeToggle } from "#components/ui/theme-toggle.tsx";
import { pageSettings } from "#server/session.ts";

const LINK = "inline-flex min-h-6 items-center rounded-sm px-1 hover:text-ink";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const [jar, { public_url }] = await Promise.all([cookies(), pageSettings()]);
  return (
    <div className="relative isolate flex min-h-dvh flex-col overflow-x-clip before:absolute before:-top-72 before:left-1/2 before:-z-10 before:h-[44rem] before:w-[64rem] before:-translate-x-1/2 before:bg-[radial-gradient(closest-side,var(--glow),transparent)]">
      <header className="flex h-14 items-center justify-end px-4">
        <ThemeToggle initial={readTheme(jar.get(THEME_COOKIE)?.value)} />
      </header>
      <main
        id="main"
        className="flex flex-1 flex-col items-center px-4 pt-4 pb-12 sm:justify-center sm:pb-24"
      >
        <Link href="/" aria-label="1Claw, to the start" className="mb-5 rounded-xl">
          <Mark className="size-10" />
        </Link>
        <div className="w-full max-w-[25rem]">{children}</div>
      </main>
      <footer className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 px-4 pb-6 text-xs text-ink-faint">
        <span>1Claw at {new URL(public_url).host}</span>
        <nav aria-label="Footer" className="flex gap-2">
          <Link href="/docs" className={LINK}>
            API reference
          </Link>
          <Link href="/docs/errors" className={LINK}>
            Errors
          </Link>
        </nav>
      </footer>
    </div>
  );
}

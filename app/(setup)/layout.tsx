import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { currentPerson } from "#app/load.ts";
import { Providers } from "#components/shell/providers.tsx";
import { Mark } from "#components/site/logo.tsx";
import { readTheme, THEME_COOKIE } from "#components/ui/theme.ts";
import { ThemeToggle } from "#components/ui/theme-toggle.tsx";

/** A calm frame for what is done once: no navigation that leads away, and the way out at the top. */
export default async function SetupLayout({ children }: { children: ReactNode }) {
  const [jar] = await Promise.all([cookies(), currentPerson()]);
  return (
    <Providers>
      <div className="relative isolate min-h-dvh overflow-x-clip before:absolute before:-top-96 before:left-1/2 before:-z-10 before:h-[44rem] before:w-[64rem] before:-translate-x-1/2 before:bg-[radial-gradient(closest-side,var(--glow),transparent)]">
        <header className="mx-auto flex h-14 max-w-3xl items-center justify-between gap-3 px-4 sm:px-6">
          <Link href="/dashboard" className="flex items-center gap-2 rounded-md text-md font-semibold">
            <Mark className="size-6" /> 1Claw
          </Link>
          <div className="flex items-center gap-1">
            <Link
              href="/dashboard"
              className="inline-flex h-8 items-center rounded-md px-3 text-sm font-medium text-ink-soft hover:bg-hover hover:text-ink"
            >
              Skip to the dashboard
            </Link>
            <ThemeToggle initial={readTheme(jar.get(THEME_COOKIE)?.value)} />
          </div>
        </header>
        <main id="main" className="mx-auto max-w-3xl px-4 pt-6 pb-20 sm:px-6 sm:pt-10">
          {children}
        </main>
      </div>
    </Providers>
  );
}

import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "#components/site/logo.tsx";
import { readTheme, THEME_COOKIE } from "#components/ui/theme.ts";
import { ThemeToggle } from "#components/ui/theme-toggle.tsx";

/** The frame of the pages that a link leads to: for anybody, so with no more than the mark and one thing to do. */
export async function PublicFrame({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b">
        <div className="mx-auto flex h-14 max-w-2xl items-center justify-between px-4 sm:px-6">
          <Link href="/" className="flex items-center gap-2 rounded-md text-md font-semibold tracking-tight">
            <Mark className="size-6" />
            1Claw
          </Link>
          <ThemeToggle initial={theme} />
        </div>
      </header>
      <main id="main" className="mx-auto w-full max-w-2xl flex-1 px-4 py-8 sm:px-6 sm:py-16">
        {children}
      </main>
    </div>
  );
}

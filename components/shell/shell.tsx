import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "#components/site/logo.tsx";
import type { Theme } from "#components/ui/theme.ts";
import { Palette } from "./palette.tsx";
import { Providers } from "./providers.tsx";
import { ShellSidebar } from "./shell-sidebar.tsx";
import { type ShellPerson, TopBar } from "./top-bar.tsx";

/** The frame of every page behind the sign-in. */
export function Shell({
  person,
  theme,
  children,
}: {
  person: ShellPerson;
  theme: Theme;
  children: ReactNode;
}) {
  return (
    <Providers>
      <div className="lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
        <aside className="sticky top-0 flex h-dvh flex-col gap-5 overflow-y-auto border-r bg-sunken px-3 pb-4 max-lg:hidden">
          <Link
            href="/dashboard"
            className="mt-3.5 flex items-center gap-2 rounded-md px-2 text-md font-semibold tracking-tight"
          >
            <Mark className="size-6" />
            1Claw
          </Link>
          <ShellSidebar isOperator={person.is_operator} />
        </aside>
        <div className="min-w-0">
          <TopBar person={person} theme={theme} />
          <main id="main" className="mx-auto max-w-6xl px-4 py-6 sm:px-6 lg:py-8">
            {children}
          </main>
        </div>
      </div>
      <Palette isOperator={person.is_operator} />
    </Providers>
  );
}

"use client";
import { Menu as MenuIcon, Search } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Mark } from "#components/site/logo.tsx";
import { Button } from "#components/ui/button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Theme } from "#components/ui/theme.ts";
import { ThemeToggle } from "#components/ui/theme-toggle.tsx";
import { navFor } from "./nav.ts";
import { openPalette } from "./palette.tsx";
import { Sidebar } from "./sidebar.tsx";
import { UserMenu } from "./user-menu.tsx";

export type ShellPerson = { display_name: string; email: string; is_operator: boolean; organization: string };

export function TopBar({ person, theme }: { person: ShellPerson; theme: Theme }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-canvas/90 px-3 backdrop-blur-md sm:px-5">
      <Button
        variant="ghost"
        size="icon"
        className="lg:hidden"
        aria-label="Menu"
        onClick={() => setOpen(true)}
      >
        <MenuIcon aria-hidden className="size-4.5" />
      </Button>
      <Link
        href="/dashboard"
        className="flex items-center gap-2 rounded-md font-semibold lg:hidden"
        aria-label="Dashboard"
      >
        <Mark className="size-6" />
      </Link>
      <p className="truncate text-sm font-medium text-ink-soft max-lg:hidden">{person.organization}</p>
      <Button
        className="ml-auto justify-start text-ink-faint max-sm:w-8 max-sm:justify-center max-sm:border-0 max-sm:bg-transparent max-sm:px-0 sm:w-56 lg:w-72"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={openPalette}
      >
        <Search aria-hidden className="size-4 sm:size-3.5" />
        <span className="truncate max-sm:sr-only">Search</span>
        <span aria-hidden className="ml-auto max-sm:hidden">
          <Kbd>⌘K</Kbd>
        </span>
      </Button>
      <ThemeToggle initial={theme} />
      <UserMenu person={person} />
      <Drawer open={isOpen} onOpenChange={setOpen} title={person.organization} label="Menu">
        <Sidebar groups={navFor(person)} onGo={() => setOpen(false)} />
      </Drawer>
    </header>
  );
}

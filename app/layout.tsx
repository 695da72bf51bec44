import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { readShortcuts, SHORTCUTS_COOKIE } from "#components/ui/shortcut-choice.ts";
import { readTheme, THEME_COOKIE } from "#components/ui/theme.ts";
import "./globals.css";

// Each answer has its own nonce, so no page can be made ahead of time.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "1Claw: secrets for people and AI agents", template: "%s · 1Claw" },
  description:
    "People put credentials into vaults; AI agents use exactly what was granted, for as long as it was granted; every use is on the record.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf9" },
    { media: "(prefers-color-scheme: dark)", color: "#110f0d" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const theme = readTheme(jar.get(THEME_COOKIE)?.value);
  return (
    <html
      lang="en"
      data-theme={theme === "system" ? undefined : theme}
      data-shortcuts={readShortcuts(jar.get(SHORTCUTS_COOKIE)?.value) ? undefined : "off"}
      data-scroll-behavior="smooth"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body className="min-h-dvh">
        <a
          href="#main"
          className="sr-only rounded-md bg-solid px-3 py-2 text-on-solid focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50"
        >
          Skip to the content
        </a>
        {children}
      </body>
    </html>
  );
}

import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { personIfAny } from "#app/load.ts";
import { byTag, operationHref, operationsOf, slug } from "#components/docs/reference.ts";
import { DocsSidebar } from "#components/docs/sidebar.tsx";
import { SiteHeader } from "#components/site/header.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { readTheme, THEME_COOKIE } from "#components/ui/theme.ts";
import { loadDocument } from "./document.ts";

export default async function DocsLayout({ children }: { children: ReactNode }) {
  const [document, jar, person] = await Promise.all([loadDocument(), cookies(), personIfAny()]);
  const groups = byTag(operationsOf(document)).map(([name, operations]) => ({
    name,
    href: `/docs/${slug(name)}`,
    entries: operations.map(({ id, method, path, summary, tag }) => {
      return { id, method, path, summary, href: operationHref({ id, tag }) };
    }),
  }));
  return (
    <>
      <SiteHeader signedIn={person !== null} theme={readTheme(jar.get(THEME_COOKIE)?.value)}>
        <span className="text-sm text-ink-faint max-sm:hidden">API reference</span>
        <Badge mono className="max-sm:hidden">
          {document.info.version}
        </Badge>
      </SiteHeader>
      <div className="mx-auto max-w-[90rem] px-4 sm:px-6 lg:grid lg:grid-cols-[17rem_minmax(0,1fr)]">
        <aside className="border-b lg:border-r lg:border-b-0" aria-label="Contents">
          <DocsSidebar groups={groups} />
        </aside>
        <main id="main" className="min-w-0 pt-8 pb-24 lg:pt-10 lg:pl-12">
          {children}
        </main>
      </div>
    </>
  );
}

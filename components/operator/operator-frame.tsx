"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";

const TABS = [
  { href: "/operator", label: "Health" },
  { href: "/operator/jobs", label: "Jobs" },
  { href: "/operator/mail", label: "Mail" },
  { href: "/operator/people", label: "People" },
  { href: "/operator/limits", label: "Limits" },
  { href: "/operator/settings", label: "Settings" },
  { href: "/operator/backup", label: "Backup" },
];

/** The head that the operator's pages share. The pages below it begin with their h2. */
export function OperatorFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader
        title="Operator"
        description="This server as a whole. Secrets of other organizations are not among it."
      />
      <TabLinks label="Operator" items={TABS} current={usePathname()} />
      {children}
    </>
  );
}

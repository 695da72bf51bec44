"use client";
import { navFor } from "./nav.ts";
import { Sidebar } from "./sidebar.tsx";

// Icons are functions, which a page on the server cannot hand to the browser: the list is made where it is shown.
export function ShellSidebar({ isOperator }: { isOperator: boolean }) {
  return <Sidebar groups={navFor({ is_operator: isOperator })} />;
}

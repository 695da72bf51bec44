import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { Art } from "./empty-art.tsx";

// Most lists are not empty: the pictures come only with one that is.
const EmptyArt = dynamic(() => import("./empty-art.tsx").then((file) => file.EmptyArt));

/** What stands where nothing is yet: what would be here, why one would want it, and the first step. */
export function EmptyState({
  art,
  title,
  children,
  action,
}: {
  art?: Art;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      {art && <EmptyArt art={art} />}
      <p className="mt-5 max-w-md text-md font-semibold tracking-tight text-balance">{title}</p>
      {children && <div className="mt-1 max-w-md text-ink-soft text-pretty">{children}</div>}
      {action && <div className="mt-5 flex flex-wrap items-center justify-center gap-2">{action}</div>}
    </div>
  );
}

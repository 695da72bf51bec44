import clsx from "clsx";
import { Fragment } from "react";

const COLOURS: Record<string, string> = {
  GET: "text-info",
  POST: "text-ok",
  PUT: "text-warn",
  PATCH: "text-warn",
  DELETE: "text-danger",
};

/** A path that breaks at its slashes only. */
export function PathText({ path }: { path: string }) {
  return path.split("/").map((segment, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the segments of one path never move
    <Fragment key={index}>
      {index > 0 && (
        <>
          /<wbr />
        </>
      )}
      {segment}
    </Fragment>
  ));
}

export function Method({ method, className }: { method: string; className?: string }) {
  return (
    <span className={clsx("font-mono font-medium", COLOURS[method] ?? "text-ink-soft", className)}>
      {method}
    </span>
  );
}

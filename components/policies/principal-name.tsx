import { Bot, User } from "lucide-react";
import { type Directory, nameOf } from "./directory.ts";

/** The name of an agent or a person, with a sign for which of the two it is. */
export function PrincipalName({
  directory,
  type,
  id,
  short = false,
}: {
  directory: Directory;
  type: string;
  id: string;
  /** In one line, cut off where it is long. */
  short?: boolean;
}) {
  const Icon = type === "agent" ? Bot : User;
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5 align-middle">
      <Icon aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
      <span className="sr-only">{type === "agent" ? "Agent" : "Person"} </span>
      <span
        title={short ? nameOf(directory, type, id) : undefined}
        className={short ? "truncate sm:max-w-36" : "min-w-0 wrap-anywhere"}
      >
        {nameOf(directory, type, id)}
      </span>
    </span>
  );
}

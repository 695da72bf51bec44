// Which commands the help and the completion do not speak of.
import type { Command } from "commander";

/** Whether a command is there for other programs only. */
export function isHidden(command: Command): boolean {
  return (command as Command & { _hidden?: boolean })._hidden === true;
}

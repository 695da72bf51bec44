// Which events a webhook takes. Pure.
import { AUDIT_ACTIONS } from "#lib/audit-actions.ts";

/** The first filter that no action could ever pass, or null. */
export function unknownFilter(filters: readonly string[]): string | null {
  return filters.find((filter) => !AUDIT_ACTIONS.some((action) => passes([filter], action))) ?? null;
}

/** Whether one of the filters is the action itself, its kind (`secret.*`), or everything (`*`). */
export function passes(filters: readonly string[], action: string): boolean {
  return filters.some(
    (filter) =>
      filter === "*" ||
      filter === action ||
      (filter.endsWith(".*") && action.startsWith(filter.slice(0, -1))),
  );
}

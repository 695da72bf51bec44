// The question that "Why?" answers, as an address holds it: it can be linked, reloaded and sent to a colleague. Pure.
import { PERMISSIONS } from "#lib/permissions.ts";

export type Question = {
  vault: string;
  /** As `principalKey` makes it; an id alone is understood too. */
  principal: string;
  path: string;
  permission: string;
  /** "" for none. */
  ip: string;
  /** ISO 8601; "" for now. */
  at: string;
};

type Params = { get(name: string): string | null };

const NAMES = ["vault", "principal", "path", "permission", "ip", "at"] as const;

/** What an address asks; what it does not say is left open. */
export function questionIn(params: Params): Question {
  const text = (name: string) => (params.get(name) ?? "").trim();
  const permission = PERMISSIONS.find((each) => each === text("permission")) ?? "read";
  const at = Date.parse(text("at"));
  return {
    vault: text("vault"),
    principal: text("principal"),
    path: text("path"),
    permission,
    ip: text("ip"),
    at: Number.isNaN(at) ? "" : new Date(at).toISOString(),
  };
}

/** The address of the question; what is open is left out. */
export function whyHref(question: Partial<Question>): string {
  const params = new URLSearchParams();
  for (const name of NAMES) if (question[name]) params.set(name, question[name]);
  return params.size > 0 ? `/policies/why?${params}` : "/policies/why";
}

/** Whether there is enough of it to be answered. */
export function isComplete({ vault, principal, path }: Question): boolean {
  return vault !== "" && principal !== "" && path !== "";
}

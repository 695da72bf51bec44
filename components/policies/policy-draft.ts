// A policy while it is being written: from what is stored to what the form holds, and from there to what is sent. Pure.
import { PERMISSIONS } from "#lib/permissions.ts";
import { CreatePolicyRequest } from "#lib/schemas/policies.ts";
import type { ApiSchemas } from "#sdk";
import { type Policy, principalKey } from "./directory.ts";
import { addressesOf, DAYS, type SpokenPolicy, windowOf } from "./policy-words.ts";

export type Draft = {
  vault_id: string | null;
  /** As `principalKey` makes it. */
  principal: string | null;
  secret_path_pattern: string;
  permissions: string[];
  ip_allowlist: string[];
  is_timed: boolean;
  after: string;
  before: string;
  timezone: string;
  days: string[];
  expires_at: string | null;
};

type Request = ApiSchemas["CreatePolicyRequest"];
type Issue = { path: string[]; message: string };
type Checked =
  | { success: true; data: Request; error?: undefined }
  | { success: false; error: { issues: Issue[] } };

/** What a form begins with; `zone` is the reader's, for a window that is yet to be chosen. */
export function draftOf(from: Partial<Policy> | null, zone: string): Draft {
  const window = windowOf(from?.conditions);
  return {
    vault_id: from?.vault_id ?? null,
    principal:
      from?.principal_type && from.principal_id ? principalKey(from.principal_type, from.principal_id) : null,
    secret_path_pattern: from?.secret_path_pattern ?? "",
    permissions: from?.permissions ?? ["read"],
    ip_allowlist: addressesOf(from?.conditions),
    is_timed: window !== null,
    after: window?.after ?? "09:00",
    before: window?.before ?? "17:00",
    timezone: window ? (window.timezone ?? "UTC") : zone,
    days: window ? [...(window.days ?? DAYS)] : DAYS.slice(0, 5),
    expires_at: from?.expires_at ?? null,
  };
}

/** The draft as the sentence takes it, finished or not. */
export function spoken(draft: Draft): SpokenPolicy {
  const { secret_path_pattern, permissions, expires_at } = draft;
  return { secret_path_pattern, permissions, expires_at, conditions: conditionsOf(draft) };
}

/** The conditions of the draft; null where it has none. */
export function conditionsOf(draft: Draft): Record<string, unknown> | null {
  const { ip_allowlist, is_timed, after, before, timezone, days } = draft;
  const isEveryDay = DAYS.every((day) => days.includes(day));
  const conditions = {
    ...(is_timed && {
      time_window: {
        after,
        before,
        timezone,
        ...(!isEveryDay && { days: DAYS.filter((day) => days.includes(day)) }),
      },
    }),
    ...(ip_allowlist.length > 0 && { ip_allowlist }),
  };
  return Object.keys(conditions).length > 0 ? conditions : null;
}

/** Checks a draft as the API will; issues name the fields of the form. `isStored`: who and where are not asked for again. */
export function draftSchema(isStored: boolean) {
  return {
    safeParse(input: unknown): Checked {
      const draft = { ...draftOf(null, "UTC"), secret_path_pattern: "", ...(input as Partial<Draft>) };
      const issues = [...missing(draft), ...windowIssues(draft)];
      const [principal_type, principal_id] = (draft.principal ?? "").split(":");
      const parsed = CreatePolicyRequest.safeParse({
        secret_path_pattern: draft.secret_path_pattern,
        principal_type,
        principal_id,
        permissions: PERMISSIONS.filter((permission) => draft.permissions.includes(permission)),
        ...present("conditions", conditionsOf(draft)),
        ...(!isStored && present("expires_at", draft.expires_at)),
      });
      for (const { path, message } of parsed.error?.issues ?? []) {
        const field = String(path[0]);
        if (!field.startsWith("principal") && field !== "permissions")
          issues.push({ path: [field], message });
      }
      if (issues.length > 0 || !parsed.success) return { success: false, error: { issues } };
      return { success: true, data: parsed.data as Request };
    },
  };
}

/** What a change has to send: only what is another than what is stored. */
export function changesOf(stored: Policy, draft: Draft): ApiSchemas["UpdatePolicyRequest"] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const conditions = conditionsOf(draft);
  const permissions = PERMISSIONS.filter((permission) => draft.permissions.includes(permission));
  const before = draftOf(stored, draft.timezone);
  return {
    ...(!same([...stored.permissions].sort(), [...permissions].sort()) && { permissions }),
    ...(!same(conditionsOf(before), conditions) && { conditions }),
    ...(!same(before.expires_at, draft.expires_at) && { expires_at: draft.expires_at }),
  };
}

/** The server's names of wrong fields as those of the form. */
export function fieldsOfForm(fields: Record<string, string> | undefined, draft: Draft) {
  const found: Record<string, string> = {};
  for (const [name, reason] of Object.entries(fields ?? {})) {
    const [, entry] = /ip_allowlist\.(\d+)$/u.exec(name) ?? [];
    if (entry !== undefined) found.ip_allowlist = `${draft.ip_allowlist[Number(entry)]}: ${reason}`;
    else if (name.includes("ip_allowlist")) found.ip_allowlist = reason;
    else if (name.includes("time_window")) found[name.split(".").at(-1) ?? ""] = reason;
    else found[name === "principal_id" ? "principal" : name] = reason;
  }
  return found;
}

function missing(draft: Draft): Issue[] {
  return [
    ...(draft.vault_id ? [] : [{ path: ["vault_id"], message: "Choose a vault." }]),
    ...(draft.principal ? [] : [{ path: ["principal"], message: "Choose an agent or a person." }]),
    ...(draft.permissions.length > 0
      ? []
      : [{ path: ["permissions"], message: "Choose at least one permission." }]),
  ];
}

function windowIssues({ is_timed, after, before, days }: Draft): Issue[] {
  if (!is_timed) return [];
  return [
    ...(days.length > 0 ? [] : [{ path: ["days"], message: "Choose at least one day." }]),
    ...(after ? [] : [{ path: ["after"], message: "Choose when it starts." }]),
    ...(before ? [] : [{ path: ["before"], message: "Choose when it ends." }]),
    ...(after && after === before
      ? [{ path: ["before"], message: "It must not end at the time it starts." }]
      : []),
  ];
}

function present(name: string, value: unknown) {
  return value === null ? {} : { [name]: value };
}

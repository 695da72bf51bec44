// What the operator's pages read, and all of it again.
import { useQueryClient } from "@tanstack/react-query";
import { api, ask } from "#components/api/client.ts";
import { type ApiSchemas, unwrap } from "#sdk";

export type Job = ApiSchemas["Job"];
export type Mail = ApiSchemas["OutboxMail"];
export type User = ApiSchemas["AdminUserResponse"];
export type Setting = ApiSchemas["SettingResponse"];
export type Limits = ApiSchemas["OrgLimitsResponse"];
export type MailPage = { mails: Mail[]; next: string | null };
export type UserPage = { users: User[]; total: number; next: string | null };
export type HealthView = {
  health: ApiSchemas["HealthResponse"];
  hsm: ApiSchemas["HsmHealthResponse"];
  jobs: Job[];
};

export const MAILS_AT_ONCE = 50;
export const PEOPLE_AT_ONCE = 50;

/** @throws OneclawError */
export async function readHealth(): Promise<HealthView> {
  const { health, admin } = api();
  const [now, hsm, { jobs }] = await Promise.all([
    ask(health.check()),
    ask(health.hsm()),
    ask(admin.listJobs()),
  ]);
  return { health: now, hsm, jobs };
}

/** @throws OneclawError */
export async function mailPage(cursor: string | undefined): Promise<MailPage> {
  const answer = await api().admin.listMails({ limit: MAILS_AT_ONCE, cursor });
  return { mails: unwrap(answer).mails, next: answer.meta.next_cursor ?? null };
}

/** @throws OneclawError */
export async function userPage(q: string, cursor: string | undefined): Promise<UserPage> {
  const answer = await api().admin.listUsers({ limit: PEOPLE_AT_ONCE, cursor, ...(q && { q }) });
  const { users, total } = unwrap(answer);
  return { users, total, next: answer.meta.next_cursor ?? null };
}

/** Has everything about the deployment read again. */
export function useOperatorChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["operator"] });
}

/** "0.5 s", "10 min": a pause or a run. */
export function secondsWords(seconds: number): string {
  if (seconds < 0.0005) return "< 1 ms";
  if (seconds < 0.1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

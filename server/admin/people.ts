// The operator's commands about who is here and how the server is.
import { makeInvite } from "#server/auth/invites.ts";
import { readHealth, readHsmHealth } from "#server/health/service.ts";
import type { Runtime } from "#server/runtime.ts";
import { removeAllRules } from "#server/security/service.ts";
import { organizationOf } from "./audit.ts";
import { selectCounts, selectPeople } from "./store.ts";
import { CommandError, EXIT, print, printTable, tell } from "./terminal.ts";

/** Prints a token for one sign-up. */
export async function invite(runtime: Runtime, email: string | undefined): Promise<number> {
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new CommandError(`"${email}" is not an e-mail address.`);
  const { token, expires_at } = await makeInvite(runtime, email ?? null);
  print(token);
  tell(
    `For one sign-up${email ? ` as ${email}` : ""} until ${expires_at.toISOString()}: send it as invite_token. It is not shown again.`,
  );
  const { signup } = runtime.settings.current();
  if (signup !== "invite") tell(`Sign-up is ${signup}, so it is not asked for now.`);
  return EXIT.done;
}

/** Removes every IP rule of an organization. */
export async function unlock(runtime: Runtime, org: string): Promise<number> {
  const removed = await removeAllRules(runtime, await organizationOf(runtime, org));
  print(
    `Removed ${removed} IP ${removed === 1 ? "rule" : "rules"}; everybody is let in from anywhere again.`,
  );
  return EXIT.done;
}

/** Lists everyone with an account. */
export async function listPeople(runtime: Runtime): Promise<number> {
  const people = await selectPeople(runtime.db);
  printTable([
    ["EMAIL", "ROLE", "OPERATOR", "ORGANIZATION", "NAME OF THE ORGANIZATION"],
    ...people.map((row) => [row.email, row.role, row.is_operator ? "yes" : "", row.org_id, row.org_name]),
  ]);
  return EXIT.done;
}

/** Says how the parts are and how much there is; exit code 1 when something is down. */
export async function showStatus(runtime: Runtime, notes: readonly string[]): Promise<number> {
  const [health, hsm, counts] = await Promise.all([
    readHealth({ runtime }),
    readHsmHealth({ runtime }),
    selectCounts(runtime.db),
  ]);
  for (const note of notes) print(note);
  printTable([
    ["Version", runtime.version],
    ["Deployment", runtime.deployment_id],
    ["Health", health.status],
    ["Key service", `${hsm.provider}, ${hsm.status}, ${hsm.protection_level}`],
    ["Organizations", `${counts.organizations} with ${counts.people} people and ${counts.agents} agents`],
    ["Vaults", `${counts.vaults} with ${counts.secret_versions} secret versions`],
    ["Waiting for a key rotation", String(counts.rotating)],
    ["Audit events", `${counts.events} sealed, ${counts.unsealed} waiting`],
  ]);
  return health.status === "healthy" ? EXIT.done : EXIT.failed;
}

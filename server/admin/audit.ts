// The operator's commands about the audit log. Checking an export needs a key and the file, nothing else.
import { hash } from "node:crypto";
import { createWriteStream, readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AuditKeyError, type AuditVerification, verifyAuditLog } from "#sdk";
import { verifierKey } from "#server/audit/checkpoint.ts";
import { exportAudit, lastCheckpoint } from "#server/audit/export.ts";
import { sealAudit, signerName } from "#server/audit/jobs.ts";
import { SYSTEM_ORG } from "#server/audit/service.ts";
import { emailKey } from "#server/auth/passwords.ts";
import type { Runtime } from "#server/runtime.ts";
import { selectOrganization, selectOrganizationOf } from "./store.ts";
import { CommandError, EXIT, print, tell } from "./terminal.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The organization with this id, the one of the person with this e-mail address, or `system`. @throws CommandError */
export async function organizationOf(runtime: Runtime, word: string): Promise<string> {
  if (word === "system" || word === SYSTEM_ORG) return SYSTEM_ORG;
  const found = UUID.test(word)
    ? await selectOrganization(runtime.db, word.toLowerCase())
    : await selectOrganizationOf(runtime.db, emailKey(word));
  if (!found)
    throw new CommandError(
      `There is no organization "${word}". Name one by its id or by a member's e-mail address; "npm run admin -- users" lists them.`,
    );
  return found.org_id;
}

/** Writes an organization's log to a file, or to standard output. */
export async function exportLog(runtime: Runtime, org: string, out: string | undefined): Promise<number> {
  const org_id = await organizationOf(runtime, org);
  await sealAudit(runtime);
  let events = 0;
  const lines = async function* () {
    for await (const line of exportAudit(runtime, org_id)) {
      if (line.startsWith('{"index"')) events++;
      yield `${line}\n`;
    }
  };
  if (out === undefined) await pipeline(Readable.from(lines()), process.stdout, { end: false });
  else await pipeline(Readable.from(lines()), createWriteStream(here(out), { mode: 0o600 }));
  tell(`${events} events${out === undefined ? "" : ` written to ${here(out)}`}.`);
  return EXIT.done;
}

/** The key that checkpoints are checked with, as text to be kept outside. */
export function printKey(runtime: Runtime): number {
  print(auditKey(runtime));
  return EXIT.done;
}

function auditKey(runtime: Runtime): string {
  return verifierKey(signerName(runtime.deployment_id), runtime.auditKeys.current().public_key);
}

/** The newest signed checkpoint of an organization's log. */
export async function printCheckpoint(runtime: Runtime, org: string): Promise<number> {
  const org_id = await organizationOf(runtime, org);
  await sealAudit(runtime);
  const note = await lastCheckpoint(runtime, org_id);
  if (!note) throw new CommandError("Nothing has been signed yet: this log is empty.");
  process.stdout.write(note);
  return EXIT.done;
}

/** Checks an exported log; exit code 1 when anything in it is not what was sealed. */
export async function verifyFile(
  file: string,
  key: string | Runtime,
  checkpoint: string | undefined,
): Promise<number> {
  const checkpoints = checkpoint === undefined ? [] : [readText(checkpoint)];
  let report: AuditVerification;
  const handle = await open(here(file)).catch((error) => {
    throw unreadable(file, error);
  });
  try {
    report = await verifyAuditLog(handle.readLines(), typeof key === "string" ? key : auditKey(key), {
      checkpoints,
      sha256: (bytes) => hash("sha256", bytes, "buffer"),
    });
  } catch (error) {
    if (error instanceof AuditKeyError) throw new CommandError(`--key cannot be used: ${error.message}.`);
    throw error;
  } finally {
    await handle.close();
  }
  printReport(report);
  return report.ok ? EXIT.done : EXIT.failed;
}

function printReport(report: AuditVerification): void {
  print(`Log:          ${report.origin ?? "unknown"}`);
  print(`Events:       ${report.events}, of which ${report.unsealed} are not sealed yet`);
  print(`Checkpoints:  ${report.checkpoints} hold; they vouch for ${report.covered} events`);
  if (report.outside_checkpoints_held !== null)
    print(`Checkpoint kept outside: ${report.outside_checkpoints_held ? "holds" : "does NOT hold"}`);
  print(`Root:         ${report.root}`);
  for (const finding of report.findings) {
    const where = finding.line === undefined ? "" : ` (line ${finding.line})`;
    print(`- ${finding.code}${where}: ${finding.message}`);
  }
  if (report.findings_omitted > 0) print(`- and ${report.findings_omitted} more`);
  print(report.ok ? "OK: the log is what was sealed." : "NOT OK: the log is not what was sealed.");
}

/** File names are relative to the folder the operator stands in; npm itself changes to the project's. */
function here(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? "", file);
}

function readText(file: string): string {
  try {
    return readFileSync(here(file), "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === null ? error : new CommandError(`${file} cannot be read (${String(code)}).`);
}

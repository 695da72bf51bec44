import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyAuditLog } from "#sdk";
import { colleague } from "#server/testing/examples/organization.ts";
import { expectStatus, person, scene, type TestApi, testApi, vault } from "#server/testing/test-api.ts";
import { verifierKey } from "./checkpoint.ts";
import { exportAudit } from "./export.ts";
import { logOrigin, signerName } from "./jobs.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

function key(): string {
  const { deployment_id, auditKeys } = api.runtime;
  return verifierKey(signerName(deployment_id), auditKeys.current().public_key);
}

const linesOf = (org_id: string) => Array.fromAsync(exportAudit(api.runtime, org_id));

describe("an export of the audit log", () => {
  it("verifies offline, with sealed events, the checkpoints between them and the newest unsealed", async () => {
    const s = await scene(api);
    await api.seal();
    await api.ask("GET", s.url, { token: s.token });
    await api.seal();
    await api.ask("GET", s.url, { token: s.token });
    const lines = await linesOf(s.owner.org_id);
    const report = await verifyAuditLog(lines, key(), {
      org_id: s.owner.org_id,
      origin: logOrigin(api.runtime.deployment_id, s.owner.org_id),
    });
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ ok: true, unsealed: 1, checkpoints: 2 });
    expect(report.covered).toBe(report.events - 1);
  });

  it("holds one organization's events alone, and every one of them once", async () => {
    const s = await scene(api);
    await api.ask("GET", s.url, { token: s.token });
    await scene(api);
    await api.seal();
    const { rows } = await api.admin.query("select id from audit_events where org_id = $1 order by id", [
      s.owner.org_id,
    ]);
    const ids = (await linesOf(s.owner.org_id))
      .map((line) => JSON.parse(line))
      .flatMap((line) => (line.event ? [line.event.id] : []));
    expect(ids.sort()).toEqual(rows.map((row) => row.id));
  });

  it("of several pages still verifies while events are written and sealed", async () => {
    const owner = await person(api);
    const vault_id = await vault(api, owner.token);
    const request = () => api.ask("GET", `/v1/vaults/${vault_id}/secrets`, { token: owner.token });
    for (let i = 0; i < 30; i++) {
      await Promise.all(Array.from({ length: 40 }, request));
      await api.seal();
    }
    await request();
    const lines: string[] = [];
    for await (const line of exportAudit(api.runtime, owner.org_id)) {
      lines.push(line);
      if (lines.length % 400 !== 0) continue;
      await request();
      await api.seal();
    }
    const report = await verifyAuditLog(lines, key());
    expect(report.findings).toEqual([]);
    expect(report.covered).toBeGreaterThan(1_200);
    expect(report.unsealed).toBe(1);
  });

  it("of events that are sealed but not vouched for by a checkpoint calls them unsealed", async () => {
    const s = await scene(api);
    await api.seal();
    await api.admin.query("alter table audit_checkpoints disable trigger all");
    await api.admin.query("delete from audit_checkpoints where org_id = $1", [s.owner.org_id]);
    await api.admin.query("alter table audit_checkpoints enable trigger all");
    const report = await verifyAuditLog(await linesOf(s.owner.org_id), key());
    expect(report).toMatchObject({ ok: true, covered: 0 });
    expect(report.unsealed).toBe(report.events);
  });

  it("shows an event that was changed behind the product's back", async () => {
    const s = await scene(api);
    await api.seal();
    await api.admin.query("alter table audit_events disable trigger all");
    await api.admin.query(
      "update audit_events set action = 'agent.update' where org_id = $1 and action = 'agent.register'",
      [s.owner.org_id],
    );
    await api.admin.query("alter table audit_events enable trigger all");
    const report = await verifyAuditLog(await linesOf(s.owner.org_id), key());
    expect(report.findings.map((finding) => finding.code)).toEqual(["event_changed"]);
  });

  it("of an organization without events is an empty log", async () => {
    const report = await verifyAuditLog(await linesOf("00000000-0000-7000-8000-000000000000"), key());
    expect(report).toMatchObject({ ok: true, events: 0 });
  });
});

describe("an export over the API", () => {
  type Page = { lines: string[] };
  const cursorOf = (link: string | null) => /cursor=([^&>]+)/.exec(link ?? "")?.[1];
  async function pages(token: string, between = async () => {}): Promise<string[][]> {
    const all: string[][] = [];
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const from = cursor ? `&cursor=${cursor}` : "";
      const answer = await api.ask<Page>("GET", `/v1/audit/export?limit=3${from}`, { token });
      all.push(expectStatus(answer, 200).lines);
      cursor = cursorOf(answer.headers.get("link"));
      await between();
    }
    return all;
  }

  it("verifies as one file, although events are written and sealed between its pages", async () => {
    const s = await scene(api);
    await api.seal();
    await api.ask("GET", s.url, { token: s.token });
    const found = await pages(s.owner.token, async () => {
      await api.ask("GET", s.url, { token: s.token });
      await api.seal();
    });
    expect(found.length).toBeGreaterThan(1);
    const report = await verifyAuditLog(found.flat(), key(), { org_id: s.owner.org_id });
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ ok: true, unsealed: 1 });
    expect(report.covered).toBe(report.events - 1);
  });

  it("comes with a newest checkpoint that holds under the key it names", async () => {
    const s = await scene(api);
    const ask = () =>
      api.ask<Record<string, unknown>>("GET", "/v1/audit/checkpoint", { token: s.owner.token });
    expect(expectStatus(await ask(), 200)).toMatchObject({ size: 0, verifier_key: key() });
    await api.seal();
    const { checkpoint, verifier_key, size } = expectStatus(await ask(), 200);
    const report = await verifyAuditLog(await linesOf(s.owner.org_id), String(verifier_key), {
      checkpoints: [String(checkpoint)],
      origin: logOrigin(api.runtime.deployment_id, s.owner.org_id),
    });
    expect(report).toMatchObject({ ok: true, outside_checkpoints_held: true, covered: size });
  });

  it("is not for members", async () => {
    const s = await scene(api);
    const { token } = await colleague(api, s.owner);
    const answer = await api.ask("GET", "/v1/audit/export", { token });
    expect(answer.body).toMatchObject({ type: expect.stringMatching(/role_insufficient$/) });
  });
});

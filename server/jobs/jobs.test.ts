import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectStatus, person, type TestApi, testApi } from "#server/testing/test-api.ts";
import { createJobRecord, writeJobRuns } from "./record.ts";
import { JOBS, startJobs } from "./runner.ts";

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await testApi();
  ({ token } = await person(api));
});
afterAll(() => api.close());

type Job = { name: string; runs: number; failures: number } & Record<string, unknown>;
const jobs = async (): Promise<Job[]> =>
  (expectStatus(await api.ask("GET", "/v1/admin/jobs", { token }), 200) as { jobs: Job[] }).jobs;

describe("the operator's list of jobs", () => {
  it("names every job, also those that have not run", async () => {
    expect((await jobs()).map(({ name }) => name)).toEqual(JOBS.map(({ name }) => name));
    expect((await jobs())[0]).toEqual({ name: "seal_audit", every_seconds: 0.5, runs: 0, failures: 0 });
  });

  it("adds up the runs of all instances, and keeps the kind of the last failure without its words", async () => {
    const second = await api.second();
    const at = api.clock.now();
    api.runtime.jobRecord.ran("send_mail", at, 0.25);
    api.runtime.jobRecord.ran("send_mail", at, 0.5, Object.assign(new TypeError("CANARY"), { code: "E1" }));
    second.runtime.jobRecord.ran("send_mail", new Date(at.getTime() + 1_000), 2);
    await Promise.all([writeJobRuns(second.runtime), writeJobRuns(api.runtime)]);
    await writeJobRuns(api.runtime);
    const job = (await jobs()).find(({ name }) => name === "send_mail");
    expect(job).toEqual({
      name: "send_mail",
      every_seconds: 1,
      runs: 3,
      failures: 1,
      last_started_at: new Date(at.getTime() + 1_000).toISOString(),
      last_finished_at: new Date(at.getTime() + 3_000).toISOString(),
      last_outcome: "done",
      last_error: "TypeError E1",
      last_seconds: 2,
    });
  });

  it("shows what really ran, once the instance has stopped, and the metrics know what waits", async () => {
    const before = new Map((await jobs()).map((job) => [job.name, job.runs]));
    await startJobs(api.runtime)();
    for (const { name, runs, last_outcome } of await jobs()) {
      if (name === "write_job_runs") continue;
      expect([name, runs - (before.get(name) ?? 0), last_outcome]).toEqual([name, 1, "done"]);
    }
    const metrics = await api.runtime.metrics.registry.metrics();
    expect(metrics).toMatch(/oneclaw_backlog\{queue="outbox"\} \d/);
    expect(metrics).toMatch(/oneclaw_backlog\{queue="webhooks"\} 0/);
  });
});

it("what was handed over is not handed over again", () => {
  const record = createJobRecord();
  record.ran("a", new Date(0), 1);
  expect(record.drain()).toHaveLength(1);
  expect(record.drain()).toEqual([]);
});

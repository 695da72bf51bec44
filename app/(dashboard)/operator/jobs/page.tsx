import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { JobList } from "#components/operator/job-list.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Operator: jobs" };

export default async function JobsPage() {
  const { jobs } = await load((await pageClient()).admin.listJobs());
  return <JobList initial={jobs} />;
}

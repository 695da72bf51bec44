import type { Metadata } from "next";
import { ErrorTable } from "#components/docs/error-table.tsx";
import { PageHead } from "#components/docs/page-head.tsx";

export const metadata: Metadata = { title: "Errors · API reference" };

export default function Errors() {
  return (
    <>
      <PageHead title="Errors">
        <p>
          Every error carries one of these codes as the last part of its{" "}
          <code className="font-mono text-sm">type</code>. A code keeps its meaning; the words of{" "}
          <code className="font-mono text-sm">detail</code> may change.
        </p>
      </PageHead>
      <ErrorTable />
    </>
  );
}

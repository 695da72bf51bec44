import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { ERRORS, type ErrorEntry } from "#lib/errors.ts";
import { Prose } from "./prose.tsx";

export function ErrorTable() {
  return (
    <Table label="Error codes">
      <thead>
        <tr>
          <Th>Status</Th>
          <Th>Code</Th>
          <Th className="max-md:hidden">What happened</Th>
        </tr>
      </thead>
      <tbody>
        {Object.entries<ErrorEntry>(ERRORS).map(([code, entry]) => (
          <tr key={code} className="hover:bg-hover">
            <Td className="w-16">
              <StatusBadge status={entry.status} />
            </Td>
            <Td className="md:w-64">
              <Link
                href={`/docs/errors/${code}`}
                prefetch={false}
                className="font-mono text-xs font-medium break-all hover:text-accent"
              >
                {code}
              </Link>
              <p className="mt-1 text-xs text-ink-faint md:hidden">{entry.title}</p>
            </Td>
            <Td className="text-ink-soft max-md:hidden">
              <Prose text={entry.meaning} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

export function StatusBadge({ status }: { status: number }) {
  return (
    <Badge mono tone={status >= 500 ? "warn" : "neutral"}>
      {status}
    </Badge>
  );
}

import Link from "next/link";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Method, PathText } from "./method.tsx";
import { callersOf, type Operation, operationHref } from "./reference.ts";

export function OperationTable({ label, operations }: { label: string; operations: Operation[] }) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>Operation</Th>
          <Th>Request</Th>
          <Th className="max-md:hidden">Callers</Th>
        </tr>
      </thead>
      <tbody>
        {operations.map((operation) => (
          <tr key={operation.id} className="hover:bg-hover">
            <Td className="md:w-2/5">
              <Link
                href={operationHref(operation)}
                prefetch={false}
                className="font-medium hover:text-accent"
              >
                {operation.summary}
              </Link>
            </Td>
            <Td className="font-mono text-xs">
              <Method method={operation.method} />{" "}
              <span className="text-ink-soft">
                <PathText path={operation.path} />
              </span>
            </Td>
            <Td className="text-xs whitespace-nowrap text-ink-faint max-md:hidden">{callersOf(operation)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

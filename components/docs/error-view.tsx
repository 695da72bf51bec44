import type { ReactNode } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import type { ErrorEntry } from "#lib/errors.ts";
import { StatusBadge } from "./error-table.tsx";
import { OperationTable } from "./operation-table.tsx";
import { Prose } from "./prose.tsx";
import type { Operation } from "./reference.ts";

/** One error: what it means, what to do, which operations answer it. */
export function ErrorView({ code, entry, where }: { code: string; entry: ErrorEntry; where: Operation[] }) {
  const body = {
    type: `/docs/errors/${code}`,
    title: entry.title,
    status: entry.status,
    detail: "…",
    request_id: "…",
  };
  return (
    <>
      <p className="flex items-center gap-2.5">
        <StatusBadge status={entry.status} />
        <code className="font-mono text-sm text-ink-faint">{code}</code>
      </p>
      <h1 className="mt-2 text-2xl font-semibold tracking-tight">{entry.title}</h1>
      <div className="mt-7 grid gap-x-10 gap-y-7 xl:grid-cols-[minmax(0,7fr)_minmax(0,6fr)]">
        <div className="flex flex-col gap-7">
          <Part title="What happened" text={entry.meaning} />
          <Part title="What to do" text={entry.remedy} />
        </div>
        <CodeBlock code={JSON.stringify(body, null, 2)} label="The answer" language="json" copyable={false} />
      </div>
      <h2 className="mt-12 mb-2.5 text-lg font-semibold tracking-tight">Where it can happen</h2>
      {where.length > 0 ? (
        <OperationTable label={`Operations that answer ${code}`} operations={where} />
      ) : (
        <p className="text-ink-soft">
          At any operation: the server answers it before or beside the operation's own work.
        </p>
      )}
    </>
  );
}

function Part({ title, text }: { title: string; text: string }): ReactNode {
  return (
    <section>
      <h2 className="text-xs font-medium text-ink-faint">{title}</h2>
      <p className="mt-1 max-w-2xl text-md">
        <Prose text={text} />
      </p>
    </section>
  );
}

import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { errorEntry } from "#lib/errors.ts";
import { curlOf, exampleOf, jsonText } from "./examples.ts";
import { Method, PathText } from "./method.tsx";
import { Prose } from "./prose.tsx";
import { addressOf, callersOf, type Document, type Operation, type Parameter } from "./reference.ts";
import { FieldList, SchemaView } from "./schema-view.tsx";

export function OperationSection({ operation, document }: { operation: Operation; document: Document }) {
  const success = operation.replies.find((reply) => reply.status < 400);
  return (
    <section
      id={operation.id}
      aria-labelledby={`${operation.id}-title`}
      className="grid gap-x-10 gap-y-6 border-t py-10 xl:grid-cols-[minmax(0,7fr)_minmax(0,6fr)]"
    >
      <div className="min-w-0">
        <h2 id={`${operation.id}-title`} className="text-xl font-semibold tracking-tight">
          <a href={`#${operation.id}`} className="group">
            {operation.summary}
            <span aria-hidden className="ml-2 text-ink-faint opacity-0 group-hover:opacity-100">
              #
            </span>
          </a>
        </h2>
        <p className="mt-2 flex items-center gap-2">
          <Method method={operation.method} className="text-sm" />
          <code className="min-w-0 font-mono text-sm text-ink-soft">
            <PathText path={operation.path} />
          </code>
          <CopyButton text={operation.path} what={`the path of ${operation.id}`} className="-my-1" />
        </p>
        <p className="mt-2 text-sm text-ink-faint">
          May be called by{" "}
          <strong className="font-medium text-ink-soft">{callersOf(operation).toLowerCase()}</strong>
          {operation.callers === "public" && ", without a credential"}.
        </p>
        {operation.description && (
          <p className="mt-3 text-ink-soft">
            <Prose text={operation.description} />
          </p>
        )}
        <Parameters
          title="Path"
          list={operation.parameters.filter((each) => each.in === "path")}
          document={document}
        />
        <Parameters
          title="Query"
          list={operation.parameters.filter((each) => each.in === "query")}
          document={document}
        />
        {operation.body && (
          <Part title={operation.body.required ? "Body" : "Body, may be left out"}>
            <SchemaView schema={operation.body.schema} document={document} side="request" />
          </Part>
        )}
        {success && (
          <Part title={`Answer ${success.status}`}>
            {success.schema ? (
              <SchemaView schema={success.schema} document={document} side="answer" />
            ) : (
              <p className="text-sm text-ink-faint">Done, without a body.</p>
            )}
          </Part>
        )}
        <Problems operation={operation} />
      </div>
      <div className="flex min-w-0 flex-col gap-4 xl:sticky xl:top-20 xl:self-start">
        <CodeBlock
          code={curlOf(operation, document, addressOf(document))}
          label="Request"
          what={`the request of ${operation.id}`}
          language="shell"
        />
        {success?.schema && (
          <CodeBlock
            code={jsonText(exampleOf(success.schema, document, "all"))}
            label={`Answer ${success.status}`}
            what={`the answer of ${operation.id}`}
            language="json"
            className="[&_pre]:max-h-80"
          />
        )}
      </div>
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mt-7">
      <h3 className="mb-2 text-xs font-medium text-ink-faint">{title}</h3>
      {children}
    </div>
  );
}

function Parameters({ title, list, document }: { title: string; list: Parameter[]; document: Document }) {
  if (list.length === 0) return null;
  const fields = list.map(({ name, schema, required }) => ({ name, schema, required: required === true }));
  return (
    <Part title={title}>
      <FieldList fields={fields} document={document} side="request" />
    </Part>
  );
}

function Problems({ operation }: { operation: Operation }) {
  const failures = operation.replies.filter((reply) => reply.codes.length > 0);
  return (
    <Part title="Errors">
      <ul className="flex flex-col gap-1.5">
        {failures.map((reply) => (
          <li key={reply.status} className="flex gap-3 text-sm">
            <Badge mono tone={reply.status < 500 ? "neutral" : "warn"} className="mt-0.5 self-start">
              {reply.status}
            </Badge>
            <span className="flex min-w-0 flex-wrap gap-x-3">
              {reply.codes.map((code) => (
                <Link
                  key={code}
                  href={`/docs/errors/${code}`}
                  title={errorEntry(code)?.title}
                  className="font-mono text-xs/5 text-ink-soft underline decoration-line-strong underline-offset-4 hover:text-accent hover:decoration-current"
                >
                  {code}
                </Link>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

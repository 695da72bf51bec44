import { ChevronRight } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { Prose } from "./prose.tsx";
import { boundsOf, type Document, fieldsOf, resolve, type Schema, typeOf } from "./reference.ts";

/** Deeper levels stay in the example only: a document may refer to itself. */
const DEPTH_MAX = 4;

/** A request says what must be sent, an answer what may be absent. */
type Side = "request" | "answer";
type Field = { name: string; schema: Schema; required: boolean };

/** The fields of an object, or of the objects in an array, as a list with nested lists to open. */
export function SchemaView(props: { schema: Schema; document: Document; side: Side }) {
  const { schema, document, side } = props;
  const fields = fieldsOf(schema, document);
  if (!fields) return <p className="text-sm text-ink-faint">{typeOf(schema, document)}</p>;
  return <FieldList fields={fields} document={document} side={side} />;
}

export function FieldList(props: { fields: Field[]; document: Document; side: Side; depth?: number }) {
  const { fields, document, side, depth = 1 } = props;
  return (
    <ul className="divide-y divide-line border-y">
      {fields.map((field) => (
        <FieldRow key={field.name} field={field} document={document} side={side} depth={depth} />
      ))}
    </ul>
  );
}

function FieldRow(props: { field: Field; document: Document; side: Side; depth: number }) {
  const { field, document, side, depth } = props;
  const { schema } = resolve(field.schema, document);
  const inner = depth < DEPTH_MAX ? fieldsOf(field.schema, document) : null;
  const description = schema.description === "A UUID" ? null : schema.description;
  return (
    <li className="py-2.5">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <code className="font-mono text-sm font-medium">{field.name}</code>
        <span className="text-xs text-ink-faint">{typeOf(field.schema, document)}</span>
        {side === "request" && field.required && <Badge tone="accent">required</Badge>}
        {side === "answer" && !field.required && <Badge>may be absent</Badge>}
        {schema.deprecated && <Badge tone="warn">deprecated</Badge>}
      </p>
      {description && (
        <p className="mt-0.5 text-sm text-ink-soft">
          <Prose text={description} />
        </p>
      )}
      <Facts schema={schema} document={document} />
      {inner && (
        <details className="group mt-1.5">
          <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded-sm text-xs text-ink-soft hover:text-ink">
            <ChevronRight aria-hidden className="size-3 transition-transform group-open:rotate-90" />
            {inner.length} {inner.length === 1 ? "field" : "fields"} of{" "}
            <code className="font-mono">{field.name}</code>
          </summary>
          <div className="mt-1.5 border-l-2 pl-4">
            <FieldList fields={inner} document={document} side={side} depth={depth + 1} />
          </div>
        </details>
      )}
    </li>
  );
}

function Facts({ schema, document }: { schema: Schema; document: Document }) {
  const inner = schema.items ? resolve(schema.items, document).schema : undefined;
  const values = schema.enum ?? inner?.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  const bounds = boundsOf(schema);
  const example = typeof schema.example === "string" ? schema.example : null;
  if (!values && bounds.length === 0 && !example) return null;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-1 text-xs text-ink-faint">
      {values && (
        <>
          <span>one of</span>
          {values.map((value) => (
            <Badge key={String(value)} mono>
              {String(value)}
            </Badge>
          ))}
        </>
      )}
      {bounds.length > 0 && <span>{bounds.join(", ")}</span>}
      {example && (
        <span className="min-w-0">
          e.g. <code className="font-mono break-all text-ink-soft">{example}</code>
        </span>
      )}
    </p>
  );
}

// Reads an OpenAPI document into what the reference shows. Pure: knows nothing of React or of where the document is from.

export type Schema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  additionalProperties?: boolean | Schema;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  example?: unknown;
  format?: string;
  pattern?: string;
  deprecated?: boolean;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
};

type Content = Record<string, { schema?: Schema }>;
type RawOperation = {
  operationId: string;
  tags?: string[];
  summary?: string;
  description?: string;
  security?: unknown[];
  "x-principals"?: string[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};
export type Document = {
  info: { title: string; version: string };
  servers?: { url: string }[];
  tags?: { name: string }[];
  paths: Record<string, Record<string, RawOperation>>;
  components?: { schemas?: Record<string, Schema> };
};

export type Parameter = {
  in: string;
  name: string;
  required?: boolean;
  description?: string;
  schema: Schema;
};
export type Reply = { status: number; description: string; schema: Schema | null; codes: string[] };
export type Operation = {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string | null;
  callers: "public" | string[];
  parameters: Parameter[];
  body: { required: boolean; schema: Schema } | null;
  replies: Reply[];
};

/** Where the document's server is reached, without a slash at the end. */
export function addressOf(document: Document): string {
  return document.servers?.[0]?.url.replace(/\/$/, "") ?? "";
}

/** Every operation, in the document's order of tags and paths; on one path reading comes first and deleting last. */
export function operationsOf(document: Document): Operation[] {
  const order = (document.tags ?? []).map((tag) => tag.name);
  return Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, raw]) => operation(path, method, raw)),
    )
    .sort(
      (a, b) => order.indexOf(a.tag) - order.indexOf(b.tag) || (a.path === b.path ? rank(a) - rank(b) : 0),
    );
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

function rank({ method }: Operation): number {
  return METHODS.indexOf(method);
}

function operation(path: string, method: string, raw: RawOperation): Operation {
  const body = raw.requestBody?.content["application/json"]?.schema;
  return {
    id: raw.operationId,
    method: method.toUpperCase(),
    path,
    tag: raw.tags?.[0] ?? "Other",
    summary: raw.summary ?? raw.operationId,
    description: raw.description ?? null,
    callers: raw.security?.length === 0 ? "public" : (raw["x-principals"] ?? ["user", "agent"]),
    parameters: raw.parameters ?? [],
    body: body ? { required: raw.requestBody?.required === true, schema: body } : null,
    replies: Object.entries(raw.responses).map(([status, reply]) => ({
      status: Number(status),
      description: reply.description,
      schema: reply.content?.["application/json"]?.schema ?? null,
      codes:
        Number(status) < 400
          ? []
          : [...reply.description.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? ""),
    })),
  };
}

/** Tag -> operations, in the order in which they first occur. */
export function byTag(operations: Operation[]): [string, Operation[]][] {
  return [...Map.groupBy(operations, (each) => each.tag)];
}

/** The last segment of a tag's page. */
export function slug(tag: string): string {
  return tag.toLowerCase().replaceAll(" ", "-");
}

/** Where an operation is described. */
export function operationHref({ tag, id }: { tag: string; id: string }): string {
  return `/docs/${slug(tag)}#${id}`;
}

/** Who may call an operation, in words. */
export function callersOf({ callers }: Operation): string {
  if (callers === "public") return "Anyone";
  const words = callers.map((kind) => (kind === "user" ? "People" : "Agents"));
  return words.join(" and ").replace(" and A", " and a");
}

/** The schema behind references and `… | null`. */
export function resolve(
  schema: Schema,
  document: Document,
): { schema: Schema; name: string | null; nullable: boolean } {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    const target = document.components?.schemas?.[name];
    if (!target) throw new Error(`The document refers to ${schema.$ref}, which it does not hold`);
    return { ...resolve(target, document), name };
  }
  const others = schema.anyOf?.filter((each) => each.type !== "null");
  const only = others?.[0];
  if (schema.anyOf && only && others.length === 1) {
    const inner = resolve(only, document);
    const { anyOf: _, ...outer } = schema;
    return { ...inner, schema: { ...inner.schema, ...outer }, nullable: others.length < schema.anyOf.length };
  }
  return { schema, name: null, nullable: false };
}

/** A type in words: `string`, `array of uuid`, `integer or null`. */
export function typeOf(given: Schema, document: Document): string {
  const { schema, nullable } = resolve(given, document);
  const word = plainType(schema, document);
  return nullable ? `${word} or null` : word;
}

const FORMATS: Record<string, string> = {
  uuid: "UUID",
  "date-time": "date and time",
  uri: "URL",
  email: "e-mail address",
};

function plainType(schema: Schema, document: Document): string {
  if (schema.type === "array")
    return `array of ${schema.items ? typeOf(schema.items, document) : "anything"}`;
  if (schema.format && FORMATS[schema.format]) return FORMATS[schema.format] ?? "string";
  if (schema.anyOf) return schema.anyOf.map((each) => typeOf(each, document)).join(" or ");
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  return schema.type ?? "anything";
}

/** Bounds of a value in words, such as `1 to 100 characters`. */
export function boundsOf(schema: Schema): string[] {
  const bounds = [
    range(schema.minLength, schema.maxLength, "characters"),
    range(schema.minItems, schema.maxItems, "items"),
    range(schema.minimum, schema.maximum, ""),
  ];
  if (schema.default !== undefined) bounds.push(`default ${JSON.stringify(schema.default)}`);
  if (schema.pattern && !schema.format && schema.pattern.length <= 60)
    bounds.push(`matches ${schema.pattern}`);
  return bounds.filter((text) => text !== null);
}

function range(min: number | undefined, max: number | undefined, unit: string): string | null {
  const shown = (n: number) => n.toLocaleString("en-US");
  const top = max !== undefined && max < Number.MAX_SAFE_INTEGER ? max : undefined;
  const bottom = min !== undefined && min > -Number.MAX_SAFE_INTEGER ? min : undefined;
  const words = unit && ` ${unit}`;
  if (bottom && top !== undefined) return `${shown(bottom)} to ${shown(top)}${words}`;
  if (top !== undefined) return `at most ${shown(top)}${words}`;
  return bottom ? `at least ${shown(bottom)}${bottom === 1 ? words.replace(/s$/, "") : words}` : null;
}

/** The fields inside a schema (through arrays), or null where there are none to show. */
export function fieldsOf(
  given: Schema,
  document: Document,
): { name: string; schema: Schema; required: boolean }[] | null {
  const { schema } = resolve(given, document);
  if (schema.type === "array" && schema.items) return fieldsOf(schema.items, document);
  if (!schema.properties) return null;
  const required = new Set(schema.required);
  return Object.entries(schema.properties).map(([name, inner]) => ({
    name,
    schema: inner,
    required: required.has(name),
  }));
}

// What every tool has in common: its declaration, the check of its arguments, and how success and failure are answered.
// Must never let an exception of ours, or what a tool was given, reach a log.
import type {
  CallToolResult,
  ClientCapabilities,
  InputRequiredResult,
  McpServer,
  ServerContext,
  StandardSchemaWithJSON,
} from "@modelcontextprotocol/server";
import { CLIENT_CAPABILITIES_META_KEY } from "@modelcontextprotocol/server";
import type { z } from "zod";
import type { Connection } from "./connection.ts";
import type { ExfilGuard } from "./exfil-guard.ts";
import { Refusal } from "./refusal.ts";

export type ToolAnswer = CallToolResult | InputRequiredResult;

/** What a tool may use besides its arguments. */
export type Call = {
  /** @throws Refusal saying what is missing, where there is nobody to act as */
  connect(): Connection;
  /** One line for whoever runs the server; never a value. */
  log(line: string): void;
  /** Is told of every value that is handed out, and asked about everything that is written. */
  guard: ExfilGuard;
  request: ServerContext;
  /** What the client can do, where it has said so. */
  capabilities: ClientCapabilities | undefined;
};

export type Tool<Input extends z.ZodObject = z.ZodObject> = {
  name: string;
  title: string;
  /** For the model: what it does, when to use it, what to do next. */
  description: string;
  input: Input;
  output?: z.ZodObject;
  /** Whether it changes nothing; whether it can take something away; whether a second call changes nothing more. */
  hints: { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean };
  run(args: z.output<Input>, call: Call): Promise<ToolAnswer>;
};

/** Where the tools run. */
export type ToolHost = Pick<Call, "connect" | "log" | "guard">;

/** Declares a tool, with the types of its arguments. */
export function defineTool<Input extends z.ZodObject>(tool: Tool<Input>): Tool {
  return tool as unknown as Tool;
}

/** Makes the tool callable on `server`. */
export function addTool(server: McpServer, tool: Tool, host: ToolHost): void {
  const config = {
    title: tool.title,
    description: tool.description,
    inputSchema: unchecked(tool.input),
    annotations: { title: tool.title, ...tool.hints, openWorldHint: false },
    ...(tool.output && { outputSchema: tool.output }),
  };
  server.registerTool(tool.name, config, (args, request) =>
    answered(tool, args, {
      ...host,
      request,
      capabilities: saidWith(request) ?? server.server.getClientCapabilities(),
    }),
  );
}

/** Since 2026-07-28 each request says what its client can do; before, the first one did. */
function saidWith({ mcpReq }: ServerContext): ClientCapabilities | undefined {
  const envelope: Record<string, unknown> = { ...mcpReq.envelope };
  return envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
}

/** A text, and the same for programs. */
export function answer(text: string, structured?: Record<string, unknown>): CallToolResult {
  return {
    content: [{ type: "text", text }],
    ...(structured && { structuredContent: structured }),
  };
}

async function answered(tool: Tool, args: unknown, call: Call): Promise<ToolAnswer> {
  const parsed = tool.input.safeParse(args ?? {});
  if (!parsed.success) return failed(argumentWords(tool, parsed.error, args));
  try {
    return await tool.run(parsed.data, call);
  } catch (error) {
    if (error instanceof Refusal) return failed(error.message);
    call.log(`${tool.name} failed: ${error instanceof Error ? error.name : typeof error}`);
    return failed(`${tool.name} failed inside the MCP server. Nothing is known about why; try again.`);
  }
}

function failed(text: string): CallToolResult {
  return { content: [{ type: "text", text }], isError: true };
}

/** The same schema for clients to read; arguments are checked by us, in our own words. */
function unchecked(schema: z.ZodObject): StandardSchemaWithJSON<unknown, unknown> {
  const { jsonSchema, ...standard } = schema["~standard"] as StandardSchemaWithJSON["~standard"];
  return { "~standard": { ...standard, jsonSchema, validate: (value: unknown) => ({ value }) } };
}

/** Names each wrong argument and what is expected of it; never what was sent. */
function argumentWords({ name, input }: Tool, error: z.ZodError, args: unknown): string {
  const lines = error.issues.slice(0, 10).map((issue) => `- ${issueWords(issue, input, args)}`);
  return [`The arguments of ${name} are not right:`, ...lines].join("\n");
}

function issueWords(issue: z.core.$ZodIssue, input: z.ZodObject, args: unknown): string {
  const takes = Object.keys(input.shape).join(", ") || "no arguments";
  if (issue.code === "unrecognized_keys") {
    const unknown = issue.keys.slice(0, 5).map((key) => `\`${key.slice(0, 40)}\``);
    return `There is no argument ${unknown.join(", ")}. ${taking(takes)}`;
  }
  const [key] = issue.path;
  if (key === undefined) return `Send an object. ${taking(takes)}`;
  const schema = input.shape[String(key)] as z.ZodType | undefined;
  const hint = schema?.description ? ` It is: ${schema.description}.` : "";
  const isMissing = issue.path.length === 1 && (args as Record<string, unknown>)[String(key)] === undefined;
  if (isMissing) return `\`${String(key)}\` is missing.${hint}`;
  const at = issue.path.map(String).join(".").slice(0, 100);
  if (issue.code === "invalid_type") return `\`${at}\` must be ${article(issue.expected)}.${hint}`;
  if (issue.code === "invalid_value") return `\`${at}\` must be one of ${issue.values.join(", ")}.`;
  return `\`${at}\`: ${issue.message}`;
}

function taking(takes: string): string {
  return `This tool takes: ${takes}.`;
}

function article(expected: string): string {
  const word = expected === "record" ? "object" : expected === "int" ? "whole number" : expected;
  return `${/^[aeio]/.test(word) ? "an" : "a"} ${word}`;
}

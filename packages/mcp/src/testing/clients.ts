// MCP clients for tests: the official ones of both generations, in each revision of the protocol, over stdio and HTTP,
// and a server with its API that they can reach.
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Client, type ClientOptions, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as EarlierClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as EarlierStdio } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as EarlierHttp } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport as EarlierTransport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { createFrontDoor } from "../../../../server/http-server.ts";
import { type TestApi, type TestApiOptions, testApi } from "../../../../server/testing/test-api.ts";

export const BINARY = path.join(import.meta.dirname, "../../dist/main.js");

export type ToolResult = {
  content: { type: string; text?: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
};

/** What tests need of either client. */
export type TestClient = {
  revision: string | undefined;
  tools(): Promise<{ name: string; [field: string]: unknown }[]>;
  call(name: string, args?: Record<string, unknown>): Promise<ToolResult>;
  read(uri: string): Promise<string>;
  /** What the client could not make sense of. */
  errors: Error[];
  /** What the program has written to stderr. */
  stderr(): string;
  close(): Promise<void>;
};

export type Revision = "2025-06-18" | "2025-11-25" | "2026-07-28";
type Environment = Record<string, string>;

const NAME = { name: "test-client", version: "1.0.0" };

/** The product behind its front door, on a port of this machine. */
export async function listening(
  options: TestApiOptions = {},
): Promise<{ api: TestApi; url: string; close(): Promise<void> }> {
  const api = await testApi(options);
  const door = createFrontDoor(api.runtime, api.app, { pages: null });
  await new Promise<void>((resolve) => door.server.listen(0, "127.0.0.1", resolve));
  const { port } = door.server.address() as AddressInfo;
  return {
    api,
    url: `http://127.0.0.1:${port}`,
    async close() {
      door.server.closeAllConnections();
      door.server.close();
      await api.close();
    },
  };
}

/** The program, started by the newer client. */
export async function stdioClient(
  env: Environment,
  revision: Revision = "2025-11-25",
  options: ClientOptions = {},
  setUp: (client: Client) => void = () => {},
): Promise<TestClient> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BINARY],
    env,
    stderr: "pipe",
  });
  const stderr = collected(transport.stderr);
  return connected(newer(revision, options, setUp), transport, stderr);
}

/** The server's own endpoint, asked by the newer client. */
export async function httpClient(
  url: string,
  headers: Environment,
  revision: Revision = "2025-11-25",
  options: ClientOptions = {},
  setUp: (client: Client) => void = () => {},
): Promise<TestClient> {
  const transport = new StreamableHTTPClientTransport(new URL("/mcp", url), { requestInit: { headers } });
  return connected(newer(revision, options, setUp), transport, () => "");
}

/** The program, started by the earlier client, which is made to ask for `revision`. */
export async function earlierStdioClient(env: Environment, revision: Revision): Promise<TestClient> {
  const transport = new EarlierStdio({ command: process.execPath, args: [BINARY], env, stderr: "pipe" });
  return earlier(asking(transport, revision), collected(transport.stderr));
}

/** The server's own endpoint, asked by the earlier client, which is made to ask for `revision`. */
export async function earlierHttpClient(
  url: string,
  headers: Environment,
  revision: Revision,
): Promise<TestClient> {
  const transport = new EarlierHttp(new URL("/mcp", url), { requestInit: { headers } });
  return earlier(asking(transport as EarlierTransport, revision), () => "");
}

/** The first text of a result. */
export function textOf({ content }: ToolResult): string {
  return content[0]?.text ?? "";
}

function newer(revision: Revision, options: ClientOptions, setUp: (client: Client) => void): Client {
  const client = new Client(NAME, {
    ...(revision === "2026-07-28"
      ? { versionNegotiation: { mode: { pin: revision } } }
      : { supportedProtocolVersions: [revision] }),
    ...options,
  });
  setUp(client);
  return client;
}

async function connected(
  client: Client,
  transport: StdioClientTransport | StreamableHTTPClientTransport,
  stderr: () => string,
): Promise<TestClient> {
  const errors: Error[] = [];
  client.onerror = (error) => errors.push(error);
  await client.connect(transport);
  return {
    revision: client.getNegotiatedProtocolVersion(),
    tools: async () => (await client.listTools()).tools,
    call: async (name, args = {}) => (await client.callTool({ name, arguments: args })) as ToolResult,
    read: async (uri) => textIn((await client.readResource({ uri })).contents),
    errors,
    stderr,
    close: () => client.close(),
  };
}

async function earlier(transport: EarlierTransport, stderr: () => string): Promise<TestClient> {
  const client = new EarlierClient(NAME);
  const errors: Error[] = [];
  client.onerror = (error) => errors.push(error);
  let revision: string | undefined;
  const known = transport.setProtocolVersion?.bind(transport);
  transport.setProtocolVersion = (version) => {
    revision = version;
    known?.(version);
  };
  await client.connect(transport);
  return {
    get revision() {
      return revision;
    },
    tools: async () => (await client.listTools()).tools,
    call: async (name, args = {}) => (await client.callTool({ name, arguments: args })) as ToolResult,
    read: async (uri) => textIn((await client.readResource({ uri })).contents),
    errors,
    stderr,
    close: () => client.close(),
  };
}

function asking(transport: EarlierTransport, revision: Revision): EarlierTransport {
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    if ("method" in message && message.method === "initialize" && message.params)
      message.params.protocolVersion = revision;
    return send(message, options);
  };
  return transport;
}

function collected(
  stream: { on(event: "data", take: (chunk: unknown) => void): unknown } | null,
): () => string {
  let text = "";
  stream?.on("data", (chunk) => {
    text += String(chunk);
  });
  return () => text;
}

function textIn(contents: readonly unknown[]): string {
  return (contents[0] as { text?: string } | undefined)?.text ?? "";
}

// Writes what is made from something else: db/types.ts, public/openapi.json, the SDK's types, the README's tables.
// With --check it writes nothing and fails where a file is not what it would write.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { migrateToLatest } from "#db/migrate.ts";
import { openApiDocument } from "#server/api/openapi.ts";
import { Environment } from "#server/config.ts";
import { startEmbeddedPostgres } from "#server/embedded/postgres.ts";

const ROOT = path.join(import.meta.dirname, "..");
const GENERATED = "// Made from public/openapi.json by `npm run generate`. Do not edit.\n";

async function main(): Promise<void> {
  const { version } = JSON.parse(read("package.json")) as { version: string };
  const document = openApiDocument("http://127.0.0.1:3000", version);
  const files: Record<string, string> = {
    "public/openapi.json": `${JSON.stringify(document, null, 2)}\n`,
    // What the server fills in by itself may be left out of a request.
    "packages/sdk/src/api.ts":
      GENERATED + astToString(await openapiTS(JSON.stringify(document), { defaultNonNullable: false })),
    "db/types.ts": await databaseTypes(),
    "README.md": withSection(read("README.md"), "configuration", configurationTable()),
  };
  const stale = Object.keys(files).filter((name) => read(name) !== files[name]);
  if (!process.argv.includes("--check")) {
    for (const name of stale) writeFileSync(path.join(ROOT, name), files[name] ?? "");
    console.log(stale.length > 0 ? `Written: ${stale.join(", ")}` : "Everything was up to date.");
  } else if (stale.length > 0) {
    console.error(`Not up to date: ${stale.join(", ")}. Run npm run generate.`);
    process.exitCode = 1;
  }
}

function read(name: string): string {
  try {
    return readFileSync(path.join(ROOT, name), "utf8");
  } catch {
    return "";
  }
}

async function databaseTypes(): Promise<string> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "1claw-generate-"));
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  try {
    await migrateToLatest({
      host: postgres.socketDir,
      port: postgres.port,
      user: postgres.user,
      database: postgres.database,
    });
    const url = `postgres://${postgres.user}@${encodeURIComponent(postgres.socketDir)}:${postgres.port}/${postgres.database}`;
    const out = path.join(dataDir, "types.ts");
    const bin = path.join(ROOT, "node_modules", ".bin", "kysely-codegen");
    const words = [
      "--dialect",
      "postgres",
      "--url",
      url,
      "--exclude-pattern",
      "kysely_*",
      "--out-file",
      out,
      "--type-mapping",
      '{"int8":"number"}',
      "--log-level",
      "error",
    ];
    const { status, stderr, stdout } = spawnSync(bin, words, { encoding: "utf8" });
    if (status !== 0) throw new Error(`kysely-codegen failed: ${stderr}${stdout}`);
    return readFileSync(out, "utf8");
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** One row for each variable: name, default, sentence. */
function configurationTable(): string {
  const rows = Object.entries(Environment.shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    const value =
      fallback.success && fallback.data !== undefined && String(fallback.data) !== ""
        ? `\`${String(fallback.data)}\``
        : "";
    return `| \`${name}\` | ${value} | ${schema.description ?? ""} |`;
  });
  return ["| variable | default | what it is |", "| --- | --- | --- |", ...rows].join("\n");
}

function withSection(text: string, name: string, content: string): string {
  return text.replace(
    new RegExp(`(<!-- ${name}:start -->\n)[\\s\\S]*?(\n<!-- ${name}:end -->)`),
    (_, start, end) => start + content + end,
  );
}

await main();

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scratchDataDir } from "#server/embedded/testdata/scratch.ts";
import { startProduct } from "#server/faults/product.ts";
import { goodPassword } from "#server/testing/test-api.ts";

const ROOT = join(import.meta.dirname, "..");
const DOCUMENTS = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  "docs/guide.md",
  "docs/operations.md",
];
const text = ["README.md", "docs/guide.md"].map((name) => readFileSync(join(ROOT, name), "utf8")).join("\n");

/** The code of a language between two markers of the README or the guide, with the server's address in the place of the printed one. */
function code(section: string, language: string, url: string): string {
  const [, part = ""] = text.split(new RegExp(`<!-- ${section}:(?:start|end) -->`));
  const blocks = [...part.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))];
  const joined = blocks.map((block) => block[1]).join("\n");
  expect(joined).toMatch(/\S/);
  return joined.replaceAll("http://127.0.0.1:3000", url);
}

function run(program: string, words: string[], input: string, env: Record<string, string>) {
  const child = spawn(program, words, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
  });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (out += chunk));
  child.stdin.end(input);
  return new Promise<{ exit: number | null; lines: string[]; out: string }>((resolve) =>
    child.once("close", (exit) => resolve({ exit, lines: out.trim().split("\n"), out })),
  );
}

describe("the README", { timeout: 60_000 }, () => {
  it("has a tour for curl that works as it stands: the agent reads the value, and then is refused", async () => {
    const { url } = await startProduct({ ONECLAW_DATA_DIR: scratchDataDir() });
    const { exit, lines, out } = await run("bash", ["-eu"], code("tour", "bash", url), {});
    expect({ exit, out }).toMatchObject({ exit: 0 });
    expect(lines).toContain("sk_test_tour");
    expect(lines.at(-1)).toBe("403");
    expect(out).toMatch(/ agent secret\.read success/);
  });

  it("has a guide that works as it stands after the tour", async () => {
    const { url } = await startProduct({ ONECLAW_DATA_DIR: scratchDataDir() });
    const script = `${code("tour", "bash", url)}\necho GUIDE\n${code("guide", "bash", url)}`;
    const { exit, out } = await run("bash", ["-eu", "-o", "pipefail"], script, {});
    expect({ exit, out }).toMatchObject({ exit: 0 });
    const [, guide = ""] = out.split("GUIDE\n");
    for (const line of [
      "no_policy",
      "sk_test_tour",
      /read api-keys\/stripe would be denied, asked \d+ times/,
      "db/password",
      "db/user",
      "410",
      "nightly-report",
      "you@example.com owner",
      "/docs/errors/would_lock_you_out",
      "true",
      "2-of-2",
      "both or nothing",
    ])
      expect(guide.split("\n")).toContainEqual(typeof line === "string" ? line : expect.stringMatching(line));
  });

  it("has a tour for TypeScript that works as it stands", async () => {
    const { url, ask } = await startProduct({ ONECLAW_DATA_DIR: scratchDataDir() });
    const account = { email: "you@example.com", password: goodPassword() };
    await ask("POST", "/v1/auth/signup", { body: account });
    const { exit, lines, out } = await run(
      process.execPath,
      ["--input-type=module-typescript"],
      code("typescript", "ts", url),
      { EMAIL: account.email, PASSWORD: account.password },
    );
    expect({ exit, out }).toMatchObject({ exit: 0 });
    expect(lines[0]).toBe("sk_test_tour");
    expect(lines.at(-1)).toBe("403 path_not_granted");
  });

  it("and the other documents link to nothing that is not there", () => {
    const missing = DOCUMENTS.flatMap((document) => {
      const content = readFileSync(join(ROOT, document), "utf8");
      const targets = [...content.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? "");
      return targets
        .filter((target) => !existsSync(join(ROOT, document, "..", target)))
        .map((target) => `${document}: ${target}`);
    });
    expect(missing).toEqual([]);
  });
});

// The inspection engine on 10 KB texts with 500 known values and every detector on, beside the obvious way to do it:
// every pattern over the whole text, and a search for every value. Times are the thread's own: other work on the machine
// does not count.
import { randomBytes } from "node:crypto";
import { RULES as COMMAND_RULES } from "#server/shroud/detectors/command-injection.ts";
import { RULES as FILE_RULES } from "#server/shroud/detectors/filesystem.ts";
import { RULES as PROMPT_RULES } from "#server/shroud/detectors/prompt-injection.ts";
import { RULES as SECRET_RULES } from "#server/shroud/detectors/secrets.ts";
import { RULES as SOCIAL_RULES } from "#server/shroud/detectors/social-engineering.ts";
import { inspect } from "#server/shroud/inspect.ts";
import { compileKnownValues, type KnownValue } from "#server/shroud/known-values.ts";
import { createInspectionStream, inspectInTurns } from "#server/shroud/stream.ts";
import { median, type Row } from "./table.ts";

const LENGTH = 10_240;
const VALUES = 500;
const SLICES = 15;
const SLICE_MS = 60;

const TEXTS: Record<string, string> = {
  "a conversation": [
    "Thanks for the summary. Could you compare the two offers from last week and tell me which one is cheaper over three years?",
    "Sure: the first costs 1,240 euros a month including support, the second 1,105 plus 18 percent for support at night.",
    "I would ask both for their notice periods before deciding, because a contract that runs for 36 months is hard to leave.",
    "Good point. Please write a short mail to both of them, friendly but clear, and ask for an answer by Friday, 14 March.",
    "My grandmother's recipe needs 500 g of flour, two eggs, and a quiet afternoon; the dough must rest for at least an hour.",
  ].join("\n"),
  "answers of tools (JSON)": JSON.stringify(
    Array.from({ length: 12 }, (_, at) => ({
      id: `0195c2f4-77aa-7c11-9d2e-${String(at).padStart(12, "0")}`,
      subject: "Invoice for the workshop in Lisbon",
      from: "Accounts department",
      labels: ["inbox", "finance", "q3"],
      received_at: "2026-03-14T09:26:53Z",
      size: 48_213 + at,
      snippet: "Please find the invoice attached; the total is 2,480.00 EUR, due within thirty days.",
      links: [`https://files.example.com/invoices/${at}/download?inline=true`],
    })),
  ),
  "source code": [
    "export async function loadOrders(db: Database, since: Date): Promise<Order[]> {",
    "  const rows = await db.selectFrom('orders').selectAll().where('created_at', '>', since).orderBy('id').execute();",
    "  return rows.map((row) => ({ ...row, total: row.items.reduce((sum, item) => sum + item.price * item.count, 0) }));",
    "}",
    "# build and run: npm ci && npm run build && node dist/server/main.js --port 8080",
    'if err := json.NewDecoder(resp.Body).Decode(&payload); err != nil { return nil, fmt.Errorf("decode: %w", err) }',
  ].join("\n"),
  "a page about secrets": [
    "## Tokens\nEvery token has a lease. When the lease of a token ends, the token and its child tokens are revoked.",
    "A secret is read with `vault kv get secret/app/database`; the password is in the field `password`.",
    "Set the environment variable VAULT_TOKEN to your token, or log in with a key of the API. Never put a password in a URL.",
    "The private key stays in the hardware module. An access key has an ID and a secret key; rotate the secret key every 90 days.",
  ].join("\n"),
};

export async function measureInspection(): Promise<Row[]> {
  const values = Array.from(
    { length: VALUES },
    (_, at): KnownValue => ({ label: `app/key-${at}`, value: randomBytes(24).toString("base64url") }),
  );
  const started = cpuMs();
  const known = compileKnownValues(values);
  const compiling = cpuMs() - started;
  const naive = naiveInspection(values);
  const rows: Row[] = Object.entries(TEXTS).map(([what, part]) => {
    const text = `${part}\n`.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH);
    const [engine, obvious] = alternate(text, [(it) => inspect(it, { context: "input", known }), naive]);
    return {
      text: what,
      "this engine": rate(engine),
      "every pattern and value by itself": rate(obvious),
      times: `${((engine as number) / (obvious as number)).toFixed(0)} x`,
    };
  });
  rows.push({ text: `compiling ${VALUES} values, once`, "this engine": `${compiling.toFixed(0)} ms` });
  rows.push(...(await measureLong(known)));
  return rows;
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function rate(megabytesPerSecond: number | undefined): string {
  return `${(megabytesPerSecond ?? 0).toFixed(1)} MB/s`;
}

/** The median over slices of time that the contestants take in turns, in megabytes per second. */
function alternate(text: string, contestants: readonly ((text: string) => unknown)[]): number[] {
  const rates: number[][] = contestants.map(() => []);
  for (let slice = -2; slice < SLICES; slice += 1) {
    contestants.forEach((run, index) => {
      const start = cpuMs();
      let bytes = 0;
      do {
        run(text);
        bytes += text.length;
      } while (cpuMs() - start < SLICE_MS);
      // The first slices warm up.
      if (slice >= 0) rates[index]?.push(bytes / 1000 / (cpuMs() - start));
    });
  }
  return rates.map(median);
}

/** What one would write first. It finds less: no folding, no decoding, values in four encodings only. */
function naiveInspection(values: readonly KnownValue[]): (text: string) => number {
  const rules = [...SECRET_RULES, ...COMMAND_RULES, ...FILE_RULES, ...PROMPT_RULES, ...SOCIAL_RULES];
  const patterns = rules.map(({ pattern }) => new RegExp(pattern.source, `${pattern.flags}g`));
  const needles = values.flatMap(({ value }) => {
    const bytes = Buffer.from(value);
    return [value, bytes.toString("base64"), bytes.toString("hex"), encodeURIComponent(value)];
  });
  return (text) => {
    let found = 0;
    for (const pattern of patterns) for (const _ of text.matchAll(pattern)) found += 1;
    for (const needle of needles) if (text.includes(needle)) found += 1;
    return found;
  };
}

/** A text of 5 MB: how long everybody else waits, and what a stream in small pieces costs. */
async function measureLong(known: ReturnType<typeof compileKnownValues>): Promise<Row[]> {
  const part = Object.values(TEXTS).join("\n");
  const text = part.repeat(Math.ceil(5_000_000 / part.length)).slice(0, 5_000_000);
  const turns: number[] = [];
  let turn = cpuMs();
  const timer = setInterval(() => {
    turns.push(cpuMs() - turn);
    turn = cpuMs();
  }, 0);
  const start = cpuMs();
  await inspectInTurns(text, { context: "input", known });
  const took = cpuMs() - start;
  clearInterval(timer);
  const streamed = cpuMs();
  const stream = createInspectionStream({ context: "output", known });
  for (let at = 0; at < 1_000_000; at += 20) stream.push(text.slice(at, at + 20));
  stream.end();
  return [
    { text: "5 MB in turns", "this engine": rate(5000 / took) },
    {
      text: "the longest time that others wait meanwhile",
      "this engine": `${Math.max(...turns).toFixed(0)} ms`,
    },
    {
      text: "a stream of 1 MB in pieces of 20 characters",
      "this engine": rate(1000 / (cpuMs() - streamed)),
    },
  ];
}

// Prints how well the inspection engine recognises what it should, and how often it cries wolf, source by source.
// Must never print or keep a text of the data: it belongs to others, and some of it is meant to harm.
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "#server/shroud/inspect.ts";
import { compileKnownValues } from "#server/shroud/known-values.ts";
import type { Detector, Finding } from "#server/shroud/rule.ts";
import { type Row, table } from "./table.ts";

const folder = process.env.DETECTOR_DATA ?? join(import.meta.dirname, "../../shared/data/detectors/dev");

type Text = { source: string; text: string; label: 0 | 1 };
type Tagged = { text: string; spans: { start: number; end: number; type: string }[] };

function rows<T>(name: string): T[] {
  return readFileSync(join(folder, name), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

/** A share in per cent against a goal: "≥ 95" for recall, "< 1" for false alarms. */
function judged(hits: number, all: number, goal: string | undefined): Row {
  const share = all === 0 ? 0 : (100 * hits) / all;
  const row: Row = { found: `${hits} of ${all}`, "%": share.toFixed(1), goal: goal ?? "", result: "" };
  const [sign = "", bound = "0"] = (goal ?? "").split(" ");
  if (goal !== undefined) {
    const met =
      sign === "<" ? share < Number(bound) : sign === ">" ? share > Number(bound) : share >= Number(bound);
    row.result = met ? "met" : "missed";
  }
  return row;
}

const found = (text: string, ...detectors: Detector[]): Finding[] =>
  inspect(text, { context: "input", detectors }).findings.filter(({ type }) => detectors.includes(type));

function bySource(
  texts: readonly Text[],
  finds: (text: string) => boolean,
): Map<string, { hits: number; all: number }> {
  const counts = new Map<string, { hits: number; all: number }>();
  for (const { source, text } of texts) {
    const count = counts.get(source) ?? { hits: 0, all: 0 };
    count.all += 1;
    if (finds(text)) count.hits += 1;
    counts.set(source, count);
  }
  return counts;
}

const INJECTION_GOALS: Readonly<Record<string, string>> = {
  deepset: "> 50",
  injecagent_enhanced: "> 95",
  agentdojo: "> 80",
  inthewild_jailbreak: "> 60",
};
const BENIGN_GOALS: Readonly<Record<string, string>> = {
  injecagent_tool_outputs: "< 1",
  bipia_context: "< 1",
  openbao_docs: "< 1",
  agentdojo_env: "< 1",
  notinject: "< 5",
};

function promptInjection(benign: readonly Text[]): string {
  const finds = (text: string): boolean => found(text, "prompt_injection").length > 0;
  const attacks = bySource(rows<Text>("injection.jsonl"), finds);
  const recall = [...attacks].map(([source, { hits, all }]) => ({
    attacks: source,
    ...judged(hits, all, INJECTION_GOALS[source]),
  }));
  const calm = bySource(benign, finds);
  const alarms = [...calm].map(([source, { hits, all }]) => ({
    "benign texts": source,
    ...judged(hits, all, BENIGN_GOALS[source]),
  }));
  return `${table(recall)}\n\n${table(alarms)}`;
}

function secrets(benign: readonly Text[]): string {
  const finds = (text: string): boolean => found(text, "secret").length > 0;
  const goals: Readonly<Record<string, string>> = { noseyparker: "≥ 90", kingfisher: "≥ 75" };
  const examples = rows<Text>("secrets.jsonl");
  const positive = bySource(
    examples.filter(({ label }) => label === 1),
    finds,
  );
  const negative = bySource(
    examples.filter(({ label }) => label === 0),
    finds,
  );
  const calm = benign.filter(({ text }) => finds(text)).length;
  return table([
    ...[...positive].map(([source, { hits, all }]) => ({
      secrets: `${source}, examples`,
      ...judged(hits, all, goals[source]),
    })),
    ...[...negative].map(([source, { hits, all }]) => ({
      secrets: `${source}, not of that one rule (may be of another)`,
      ...judged(hits, all, undefined),
    })),
    { secrets: "benign texts", ...judged(calm, benign.length, "< 1") },
  ]);
}

/** The types of the data that have a structure; names, places, ages and the like have none. */
const STRUCTURED: Readonly<Record<string, string>> = {
  EMAIL_ADDRESS: "email-address",
  PHONE_NUMBER: "phone-number",
  CREDIT_CARD: "payment-card",
  IBAN_CODE: "iban",
  US_SSN: "us-social-security-number",
  IP_ADDRESS: "ip-address",
};

function personalData(): string {
  const counts = new Map(Object.keys(STRUCTURED).map((type) => [type, { hits: 0, all: 0, extra: 0 }]));
  for (const { text, spans } of rows<Tagged>("pii.jsonl")) {
    const findings = found(text, "pii");
    for (const { type, start, end } of spans) {
      const count = counts.get(type);
      if (count === undefined) continue;
      count.all += 1;
      const pattern = STRUCTURED[type];
      if (findings.some((one) => one.pattern === pattern && one.start <= start && one.end >= end))
        count.hits += 1;
    }
    for (const finding of findings) {
      if (spans.some(({ start, end }) => finding.start < end && finding.end > start)) continue;
      const type = Object.keys(STRUCTURED).find((key) => STRUCTURED[key] === finding.pattern);
      const count = counts.get(type ?? "");
      if (count !== undefined) count.extra += 1;
    }
  }
  return table(
    [...counts].map(([type, { hits, all, extra }]) => ({
      "personal data": type,
      ...judged(hits, all, "≥ 95"),
      "found where none is marked": extra,
    })),
  );
}

const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0").toUpperCase()}`).join("");
const units = (text: string, form: (code: number) => string): string =>
  [...text].map((char) => form(char.charCodeAt(0))).join("");
const hex = (code: number, width: number): string => code.toString(16).padStart(width, "0");

const ENCODINGS: Readonly<Record<string, (value: string) => string>> = {
  plain: (value) => value,
  "base64, each of three offsets": (value) =>
    Buffer.from(`${"a".repeat(randomInt(3))}${value}`).toString("base64"),
  base64url: (value) => Buffer.from(value).toString("base64url"),
  "base64 twice": (value) => Buffer.from(Buffer.from(value).toString("base64")).toString("base64"),
  hex: (value) => Buffer.from(value).toString("hex"),
  "hex, upper case": (value) => Buffer.from(value).toString("hex").toUpperCase(),
  "percent, all": percent,
  "percent, as a URL has it": encodeURIComponent,
  "JSON string": (value) => JSON.stringify(value),
  "\\u escapes": (value) => units(value, (code) => `\\u${hex(code, 4)}`),
  "\\x escapes": (value) => units(value, (code) => `\\x${hex(code, 2)}`),
  "HTML, decimal": (value) => units(value, (code) => `&#${code};`),
  "HTML, hexadecimal": (value) => units(value, (code) => `&#x${hex(code, 2)};`),
  "zero-width characters between": (value) => [...value].join("\u200b"),
  "full-width letters": (value) =>
    units(value, (code) => String.fromCharCode(code > 32 && code < 127 ? code + 0xfee0 : code)),
};

function madeValue(index: number): string {
  const made = [
    () => randomBytes(24).toString("base64url"),
    () => randomBytes(20).toString("hex"),
    () => randomUUID(),
    () => `postgres://app:${randomBytes(9).toString("hex")}@db.internal:5432/app`,
    () => `p@ss/${randomBytes(6).toString("base64")}"&<${randomInt(1000)}`,
  ];
  return (made[index % made.length] as () => string)();
}

function knownValues(): string {
  const values = Array.from({ length: 500 }, (_, index) => ({
    label: `app/value-${index}`,
    value: madeValue(index),
  }));
  const known = compileKnownValues(values);
  const options = { context: "output", detectors: ["known_value"], known } as const;
  return table(
    Object.entries(ENCODINGS).map(([name, encode]) => {
      const hits = values.filter(({ label, value }) =>
        inspect(`Result of the call: ${encode(value)} (end)`, options).findings.some(
          ({ pattern }) => pattern === label,
        ),
      ).length;
      return { "own values": name, ...judged(hits, values.length, "≥ 100") };
    }),
  );
}

if (existsSync(join(folder, "benign.jsonl"))) {
  const benign = rows<Text>("benign.jsonl");
  process.stdout.write(`${promptInjection(benign)}\n\n${secrets(benign)}\n\n${personalData()}\n\n`);
} else {
  process.stdout.write(
    `There is no data in ${folder}; DETECTOR_DATA names another folder. Made values only:\n\n`,
  );
}
process.stdout.write(`${knownValues()}\n`);

// `npm run bench`: measures and prints tables. `npm run bench -- read growth` runs only the parts named.
import { availableParallelism } from "node:os";
import { measureExchange } from "./exchange.ts";
import { measureGrowth } from "./growth.ts";
import { measureInspection } from "./inspection.ts";
import { measureOperations } from "./operations.ts";
import { measurePages } from "./pages.ts";
import { measureReads } from "./read.ts";
import { measureStarts } from "./start.ts";
import { type Row, table } from "./table.ts";

const PARTS: Record<string, { title: string; measure(): Promise<Row[]> }> = {
  read: { title: "An agent reads a secret: 16 connections, alternating slices", measure: measureReads },
  exchange: {
    title: "An agent exchanges its key for a token: 16 connections, alternating slices",
    measure: measureExchange,
  },
  operations: { title: "Other requests: 16 connections", measure: measureOperations },
  pages: { title: "Pages in Chromium: median of three visits with an empty cache", measure: measurePages },
  start: { title: "Starting", measure: measureStarts },
  inspection: {
    title: "The inspection engine: 10 KB texts, 500 known values, every detector on",
    measure: measureInspection,
  },
  growth: {
    title:
      "A grown organization: 100,000 secrets, 1,000 agents and policies, 10,000 shares and members, 1,000,000 audit events",
    measure: measureGrowth,
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`Unknown part ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}.`);
  process.exit(2);
}
console.log(
  `${availableParallelism()} cores, Node ${process.versions.node}, PostgreSQL 18 (embedded, fsync on)`,
);
for (const [name, { title, measure }] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n## ${title}\n\n${table(await measure())}`);
}
process.exit(0);

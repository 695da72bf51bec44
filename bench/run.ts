// `npm run bench [-- read|growth|start …]`: measures and prints tables; without a word, everything.
import { measureReads } from "./read.ts";
import { table } from "./table.ts";

console.log(table(await measureReads()));
process.exit(0);

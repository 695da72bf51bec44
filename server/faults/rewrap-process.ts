// One worker of a key rotation as a process of its own, for the fault tests: says when it begins, after each batch, and what came out.
import { boot } from "#server/boot.ts";
import { readConfig } from "#server/config.ts";
import { rotateKek } from "#server/vaults/rotate-kek.ts";

const booted = await boot(readConfig(process.env), { exclusive: false });
console.log("begins");
const result = await rotateKek(booted.runtime, process.argv[2] ?? "", {
  onProgress: (progress) => console.log(JSON.stringify(progress)),
});
console.log(`done ${JSON.stringify(result)}`);
await booted.close();

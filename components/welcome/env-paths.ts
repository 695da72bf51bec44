// A `.env` file as secrets: each key a path, each value a value. Pure; nothing of it leaves the browser before it is sent.
import { parseEnv } from "#lib/dotenv.ts";
import { isSecretPath } from "#lib/secret-path.ts";

export type EnvSecret = { path: string; value: string };
export type EnvSecrets = { secrets: EnvSecret[]; problems: string[] };

const MOST = 1_000;

/** What of the file can be stored, and in sentences what cannot. */
export function secretsOfEnv(text: string): EnvSecrets {
  const read = attempt(text);
  if ("problem" in read) return { secrets: [], problems: [read.problem] };
  const problems = read.problems.map(({ line, reason }) => `Line ${line} ${reason}.`);
  const secrets = new Map<string, EnvSecret>();
  for (const { key, value, line } of read.entries) {
    // A dot and an underscore at an edge are good names of variables, but not of paths.
    const path = key.replaceAll(".", "-").replaceAll(/^[_-]+|[_-]+$/g, "");
    if (value === "") problems.push(`${key} in line ${line} has no value and is left out.`);
    else if (!isSecretPath(path)) problems.push(`${key} in line ${line} cannot be a path and is left out.`);
    else secrets.set(path, { path, value });
  }
  const all = [...secrets.values()];
  if (all.length > MOST) problems.push(`Only the first ${MOST.toLocaleString("en")} keys are taken.`);
  if (read.entries.length === 0 && problems.length === 0) problems.push("There is no KEY=value in the file.");
  return { secrets: all.slice(0, MOST), problems };
}

function attempt(text: string) {
  try {
    return parseEnv(text);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : "The file cannot be read." };
  }
}

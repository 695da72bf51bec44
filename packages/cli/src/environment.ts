// Secrets as variables: which of a vault become which names. The rules are the dashboard's: lib/env-paths.ts, lib/dotenv.ts.
// Must never let a secret choose which programs run: some names are refused.
import { parseEnv } from "../../../lib/dotenv.ts";
import { keyForPath } from "../../../lib/env-paths.ts";
import { type Connection, every } from "./connect.ts";
import { CliError, usage } from "./errors.ts";
import { EXIT } from "./exit-codes.ts";
import type { Vault } from "./lookups.ts";
import { oneLine, tell } from "./terminal.ts";
import { inParallel, type KeyFlags, readValue, refuseSplitCustody } from "./values.ts";

export type Variable = { key: string; value: string; path: string };
export type PickFlags = KeyFlags & { prefix?: string; env?: string[] };

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** What changes which programs run, or what they load, in the process that gets it. */
const POWERFUL =
  /^(PATH|HOME|SHELL|IFS|ENV|BASH_ENV|PROMPT_COMMAND|NODE_OPTIONS|NODE_PATH|PYTHON(PATH|STARTUP|HOME)|PERL5(LIB|OPT)|RUBY(LIB|OPT)|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|GIT_(SSH|SSH_COMMAND|EXEC_PATH|ASKPASS)|EDITOR|VISUAL|PAGER|BROWSER|LD_\w+|DYLD_\w+)$/i;

/** The variables that were asked for: every readable secret below a prefix, and those named one by one. @throws CliError */
export async function pickVariables(from: Connection, vault: Vault, flags: PickFlags): Promise<Variable[]> {
  refuseSplitCustody(vault);
  const named = (flags.env ?? []).map(mapping);
  const below =
    named.length > 0 && flags.prefix === undefined ? [] : await readable(from, vault, flags.prefix ?? "");
  const read = await inParallel([...below, ...named], async ({ path, key }) => ({
    key,
    path,
    secret: await readValue(from, vault, path, flags),
  }));
  const prefix = folderOf(flags.prefix ?? "");
  const variables = read.flatMap(({ key, path, secret }): Variable[] => {
    if (key !== null) return [{ key, path, value: secret.value }];
    if (secret.type === "env_bundle") return bundle(path, secret.value);
    return [{ key: keyForPath(prefix, path), path, value: secret.value }];
  });
  requireDistinct(variables);
  return variables;
}

/** NAME=path, as --env takes it. */
function mapping(text: string): { key: string; path: string } {
  const [, key = "", path = ""] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (!NAME.test(key) || path === "")
    throw usage(
      "--env takes a name and the path of a secret.",
      "Type for example --env STRIPE_KEY=api-keys/stripe",
    );
  return { key, path };
}

async function readable(
  from: Connection,
  vault: Vault,
  prefix: string,
): Promise<{ path: string; key: null }[]> {
  const folder = folderOf(prefix);
  const query = folder === "" ? {} : { prefix: `${folder}/` };
  const found = await every(
    from,
    `list the secrets of ${vault.name}`,
    from.client.secrets.listAll(vault.id, query),
  );
  if (found.length === 0)
    throw new CliError(
      `There is no secret ${folder === "" ? "" : `below ${folder}/ `}in ${vault.name} that you may read.`,
      {
        next: "1claw secret list shows what there is.",
        exit: EXIT.not_found,
      },
    );
  const counted = found.filter(({ max_access_count }) => max_access_count !== undefined);
  for (const { path } of counted)
    tell(
      `Left out ${oneLine(path)}: its reads are counted. Name it to spend one: --env NAME=${oneLine(path)}`,
    );
  return found
    .filter(({ max_access_count }) => max_access_count === undefined)
    .map(({ path }) => ({ path, key: null }));
}

function bundle(path: string, text: string): Variable[] {
  const { entries, problems } = parseEnv(text);
  const [first] = problems;
  if (first)
    throw new CliError(`${path} is no .env text: line ${first.line} ${first.reason}.`, {
      next: `1claw secret set ${path} --from-file .env --type env_bundle`,
    });
  return entries.map(({ key, value }) => ({ key, value, path }));
}

function requireDistinct(variables: readonly Variable[]): void {
  const paths = new Map<string, string>();
  for (const { key, path, value } of variables) {
    const other = paths.get(key);
    if (other !== undefined)
      throw usage(
        `${other} and ${path} both would be ${key}.`,
        `Name them apart: --env ${key}=${path} --env OTHER_NAME=${other}`,
      );
    if (!NAME.test(key))
      throw usage(
        `${path} has a key that cannot be a variable: ${key}.`,
        "Rename it: letters, digits and underscores.",
      );
    if (value.includes("\0"))
      throw usage(
        `${path} cannot be a variable: it has a NUL in it.`,
        `1claw secret get ${path} --out <file>`,
      );
    paths.set(key, path);
  }
}

/** Ends where a secret would take a name that decides what runs. @throws CliError */
export function refusePowerful(variables: readonly Variable[]): void {
  const found = variables.find(({ key }) => POWERFUL.test(key));
  if (found)
    throw usage(
      `${found.path} would become ${found.key}, which decides what programs run. Nothing was run.`,
      `Give it another name: --env OTHER_NAME=${found.path}`,
    );
}

export function folderOf(prefix: string): string {
  return prefix.replace(/^\/+|\/+$/g, "");
}

// `1claw doctor`: looks at everything between this shell and a value, and says what is wrong and how to put it right.
// Must never change anything, nor read a value.

import { existsSync } from "node:fs";
import type { Command } from "commander";
import { configFile, exposed, quoted, readConfig } from "../config.ts";
import { type Connection, open, problem } from "../connect.ts";
import { type Credential, isAgents } from "../credential.ts";
import { CliError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { isMeant, isUuid } from "../lookups.ts";
import { type Globals, readCredential, readSettings, type Settings } from "../settings.ts";
import { paint, print, printJson, visible } from "../terminal.ts";
import { span } from "../times.ts";

type Finding = {
  check: string;
  status: "ok" | "warning" | "failed" | "skipped";
  found: string;
  fix?: string | undefined;
};

const SKEW_WARNING_MS = 30_000;
const PROXIES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

export function register(program: Command): void {
  program
    .command("doctor")
    .description("Find the usual mistakes, and say the fix")
    .action((_: unknown, command: Command) => doctor(command.optsWithGlobals()));
}

async function doctor(globals: Globals): Promise<void> {
  const findings: Finding[] = [];
  for await (const finding of examine(globals)) {
    findings.push(finding);
    if (!globals.json) show(finding);
  }
  const failed = findings.filter(({ status }) => status === "failed").length;
  if (failed > 0) process.exitCode = EXIT.failed;
  if (globals.json) return printJson({ ok: failed === 0, findings });
  print(
    failed === 0
      ? "\nNothing stands in the way."
      : `\n${failed} ${failed === 1 ? "thing stands" : "things stand"} in the way.`,
  );
}

async function* examine(globals: Globals): AsyncGenerator<Finding> {
  yield node();
  const file = configuration();
  yield file;
  yield proxies();
  if (file.status === "failed") return;
  const settings = attempt(() => readSettings(globals));
  if (settings instanceof CliError) return yield failed("Address", settings);
  const plain = open(settings, null);
  const server = await reach(plain);
  yield server;
  if (server.status === "failed") return;
  yield encryption(settings);
  yield clock(plain);
  const credential = await readCredential(settings, globals).catch((error: unknown) => error);
  if (!isCredential(credential)) return yield signIn(credential, settings);
  yield* principal(open(settings, credential));
}

function node(): Finding {
  const [major = 0] = process.versions.node.split(".").map(Number);
  const found = `Node ${process.versions.node}`;
  if (major >= 20) return { check: "Node", status: "ok", found };
  return {
    check: "Node",
    status: "failed",
    found: `${found} is too old`,
    fix: "Install Node 20 or later: https://nodejs.org",
  };
}

function configuration(): Finding {
  const check = "Configuration";
  const exposure = exposed();
  if (exposure) return { check, status: "failed", found: exposure.what, fix: exposure.next };
  const config = attempt(readConfig);
  if (config instanceof CliError) return failed(check, config);
  if (!existsSync(configFile())) return { check, status: "ok", found: `none yet at ${configFile()}` };
  return { check, status: "ok", found: `${configFile()}, for you alone` };
}

function proxies(): Finding {
  const set = PROXIES.filter((name) => process.env[name]);
  if (set.length === 0) return { check: "Proxy", status: "ok", found: "none in the environment" };
  const used = process.env.NODE_USE_ENV_PROXY === "1";
  return {
    check: "Proxy",
    status: "warning",
    found: `${set.join(", ")} ${set.length === 1 ? "is" : "are"} set, and ${used ? "used" : "not used: Node goes straight to the server"}`,
    fix: used
      ? "If the server cannot be reached through it, add its host to NO_PROXY."
      : "If the server is only to be reached through it: NODE_USE_ENV_PROXY=1 1claw … (Node 24 or later)",
  };
}

async function reach(from: Connection): Promise<Finding> {
  const { base_url, base_url_from } = from.settings;
  const check = "Server";
  const answer = await from.client.health.check({ timeoutMs: 10_000 });
  const { data, error, meta } = answer;
  if (error?.code === "not_this_api" || (!error && !isHealth(data)))
    return failed(check, problem(from, "ask for its health", { type: "unknown", message: "" }, meta.status));
  if (error && meta.status !== 503)
    return failed(check, problem(from, "ask for its health", error, meta.status));
  const found = `1Claw ${data?.version ?? ""} at ${base_url} (${base_url_from})`;
  if (data?.status === "healthy") return { check, status: "ok", found };
  return {
    check,
    status: "warning",
    found: `${found} says that it is not well`,
    fix: "Its operator sees why in its log, and under Operator in the dashboard.",
  };
}

function isHealth(data: unknown): boolean {
  return (
    typeof data === "object" && data !== null && "status" in data && "version" in data && "checks" in data
  );
}

function encryption({ base_url }: Settings): Finding {
  const { protocol, hostname } = new URL(base_url);
  if (protocol === "https:")
    return { check: "Encryption", status: "ok", found: "TLS, with a certificate that is trusted" };
  if (/^(localhost|127\.|\[::1\])/.test(hostname))
    return { check: "Encryption", status: "ok", found: "none, and none needed: it is this machine" };
  return {
    check: "Encryption",
    status: "warning",
    found: "none: keys and values go over the network as they are",
    fix: "Put the server behind TLS and use an https address.",
  };
}

function clock({ watch }: Connection): Finding {
  const skew = watch.skew();
  if (skew === null || Math.abs(skew) < SKEW_WARNING_MS)
    return { check: "Clock", status: "ok", found: "agrees with the server's" };
  return {
    check: "Clock",
    status: "warning",
    found: `${span(skew)} ${skew > 0 ? "ahead of" : "behind"} the server's: tokens seem expired too early or too late`,
    fix: "Set the clock: sudo timedatectl set-ntp true",
  };
}

function isCredential(found: unknown): found is Credential {
  return typeof found === "object" && found !== null && "secret" in found;
}

function signIn(found: unknown, { base_url }: Settings): Finding {
  if (found instanceof CliError) return failed("Sign-in", found);
  return {
    check: "Sign-in",
    status: "failed",
    found: `there is nothing to sign in with at ${base_url}`,
    fix: "People: 1claw login. Agents: set ONECLAW_AGENT_API_KEY.",
  };
}

async function* principal(from: Connection): AsyncGenerator<Finding> {
  const { credential, client } = from;
  const isAgent = isAgents(credential);
  const [me, status] = isAgent ? await named(client.agents.getSelf()) : await named(client.auth.getMe());
  if (!("id" in me)) {
    const refused = problem(from, "sign in", me.error, status);
    const found = status === 401 ? refusal(credential?.kind) : sentence(refused);
    return yield { check: "Sign-in", status: "failed", found, fix: refused.parts.next };
  }
  yield {
    check: "Sign-in",
    status: "ok",
    found: `${isAgent ? `agent ${me.name}` : me.name}, by ${credential?.from}`,
  };
  yield* reachable(from, isAgent ? me.name : null);
}

type Named = { id: string; name: string };

async function named(
  answering: Promise<{
    data: { id: string; name?: string; email?: string } | null;
    error: unknown;
    meta: { status: number };
  }>,
): Promise<[Named | { error: Parameters<typeof problem>[2] }, number]> {
  const { data, error, meta } = await answering;
  if (data) return [{ id: data.id, name: data.name ?? data.email ?? "" }, meta.status];
  return [{ error: error as Parameters<typeof problem>[2] }, meta.status];
}

function refusal(kind: Credential["kind"] | undefined): string {
  if (kind === "agent_key")
    return "the key is refused: it is mistyped, was rotated, or its agent was deactivated, deleted or has expired";
  if (kind === "personal_key") return "the API key is refused: it is mistyped, was revoked or has expired";
  return "the token is refused: it has expired, was revoked, or is of another server";
}

async function* reachable(from: Connection, agent: string | null): AsyncGenerator<Finding> {
  const { client, settings } = from;
  const { data, error, meta } = await client.vault.list({ limit: 1_000 });
  if (error) return yield failed("Vaults", problem(from, "list the vaults", error, meta.status));
  const vaults = data.vaults.filter(isMeant);
  const given = settings.vault;
  const who = agent === null ? "--user <you>" : `--agent ${quoted(agent)}`;
  const found =
    given === undefined
      ? undefined
      : data.vaults.find(({ id, name }) => id === given.toLowerCase() || name === given);
  if (given !== undefined && !found)
    return yield await elsewhere(
      from,
      given,
      agent,
      data.vaults.map(({ name }) => name),
    );
  if (vaults.length === 0)
    return yield {
      check: "Vaults",
      status: agent === null ? "warning" : "failed",
      found: agent === null ? "there is none that you can reach" : "no policy gives this agent anything",
      fix:
        agent === null
          ? "1claw vault create <name>, or have somebody give you access"
          : `A person gives it access: 1claw policy grant '**' ${who} --vault <vault>`,
    };
  if (!found && vaults.length > 1) {
    yield {
      check: "Vaults",
      status: "warning",
      found: `there are ${vaults.length}, and none is chosen`,
      fix: "1claw vault use <vault>, or set ONECLAW_VAULT_ID",
    };
    return;
  }
  const vault = found ?? vaults[0];
  if (!vault) return;
  yield {
    check: "Vaults",
    status: "ok",
    found: `${vault.name}${vaults.length > 1 ? ` of ${vaults.length}` : ""}`,
  };
  const secrets = await client.secrets.list(vault.id, { limit: 1 });
  if (secrets.error)
    return yield failed("Secrets", problem(from, "list the secrets", secrets.error, secrets.meta.status));
  if (secrets.data.secrets.length > 0)
    return yield { check: "Secrets", status: "ok", found: "there are some that you may read" };
  yield {
    check: "Secrets",
    status: "warning",
    found: `there is none in ${vault.name} that you may read`,
    fix: `Store one: 1claw secret set <path>; or give access: 1claw policy grant '**' ${who}`,
  };
}

/** The chosen vault is not among those that can be reached: says which of the reasons it is. */
async function elsewhere(
  from: Connection,
  given: string,
  agent: string | null,
  others: readonly string[],
): Promise<Finding> {
  const check = "Vaults";
  const reach = others.length > 0 ? ` You can reach: ${others.join(", ")}.` : "";
  const asked = { path: "any", permission: "read" as const };
  const { data } =
    isUuid(given) && agent !== null ? await from.client.access.mine(given, asked) : { data: null };
  if (data?.decision?.reason === "vault_not_bound")
    return {
      check,
      status: "failed",
      found: `this agent is bound to other vaults than ${given}.${reach}`,
      fix: `A person binds it here too: 1claw agent update ${quoted(agent ?? "")} --bind <vaults>; or choose another vault.`,
    };
  if (data)
    return {
      check,
      status: "failed",
      found: `no policy gives access to ${given}.${reach}`,
      fix: `A person gives it: 1claw policy grant '**' --agent ${quoted(agent ?? "")} --vault ${given}`,
    };
  return {
    check,
    status: "failed",
    found: `there is no vault ${given} for you.${reach}`,
    fix: "1claw vault list, then 1claw vault use <vault> or ONECLAW_VAULT_ID",
  };
}

function attempt<T>(work: () => T): T | CliError {
  try {
    return work();
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
}

function failed(check: string, error: CliError): Finding {
  return { check, status: "failed", found: sentence(error), fix: error.parts.next };
}

function sentence({ message, parts }: CliError): string {
  return parts.cause ? `${message} ${parts.cause}` : message;
}

function show({ check, status, found, fix }: Finding): void {
  const marks = {
    ok: paint.green("✓"),
    warning: paint.yellow("!"),
    failed: paint.red("✗"),
    skipped: paint.dim("·"),
  };
  print(`${marks[status]} ${check.padEnd(14)} ${visible(found)}`);
  if (fix) print(`  ${paint.dim("fix:".padEnd(14))} ${visible(fix)}`);
}

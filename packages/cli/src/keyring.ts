// The keyring of the operating system, through its own command: `secret-tool` on Linux, `security` on macOS.
// Must never put a secret in the arguments of a command: other users can read those.
import { spawn } from "node:child_process";

export type Keyring = {
  read(account: string): Promise<string | null>;
  write(account: string, secret: string): Promise<boolean>;
  remove(account: string): Promise<void>;
};

const SERVICE = "1claw";
const LIMIT_MS = 10_000;
/** What can stand in a quoted word of `security -i` as it is. */
const PLAIN = /^[A-Za-z0-9_.~+/=-]+$/;

/** The keyring of this machine, or null where there is none that answers. */
export async function openKeyring(): Promise<Keyring | null> {
  if (process.platform === "darwin") return macos;
  if (process.platform !== "linux") return null;
  // Without a service behind it, or none at all, the look-up ends with a message instead of silently.
  const { code, errors } = await call("secret-tool", ["lookup", "service", SERVICE, "account", "none"]);
  return code === 0 || (code === 1 && errors.trim() === "") ? linux : null;
}

const linux: Keyring = {
  async read(account) {
    const { code, output } = await call("secret-tool", ["lookup", ...attributes(account)]);
    return code === 0 && output !== "" ? output.replace(/\n$/, "") : null;
  },
  async write(account, secret) {
    const words = ["store", `--label=1claw (${account})`, ...attributes(account)];
    return (await call("secret-tool", words, secret)).code === 0;
  },
  async remove(account) {
    await call("secret-tool", ["clear", ...attributes(account)]);
  },
};

const macos: Keyring = {
  async read(account) {
    const { code, output } = await call("security", [
      "find-generic-password",
      "-s",
      SERVICE,
      "-a",
      account,
      "-w",
    ]);
    return code === 0 ? output.replace(/\n$/, "") : null;
  },
  async write(account, secret) {
    if (!PLAIN.test(secret)) return false;
    const line = `add-generic-password -U -s ${SERVICE} -a "${account}" -w "${secret}"\n`;
    return (await call("security", ["-i"], line)).code === 0;
  },
  async remove(account) {
    await call("security", ["delete-generic-password", "-s", SERVICE, "-a", account]);
  },
};

function attributes(account: string): string[] {
  return ["service", SERVICE, "account", account];
}

function call(
  program: string,
  words: string[],
  input = "",
): Promise<{ code: number | null; output: string; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: "pipe", timeout: LIMIT_MS });
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (output += part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => (errors += part));
    child.stdin.on("error", () => {});
    child.once("error", () => resolve({ code: null, output, errors }));
    child.once("close", (code) => resolve({ code, output, errors }));
    child.stdin.end(input);
  });
}

// Owns the keystore file: the root R of a local deployment, wrapped by a passphrase when there is one.
// Must never make a second R, overwrite one that it cannot read, or read a file that others can read.
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { dirname } from "node:path";
import { openBox, sealBox } from "#server/crypto/aead.ts";
import {
  ARGON2_COST,
  ARGON2_SALT_BYTES,
  type Argon2Cost,
  argon2id,
  isPayableCost,
} from "#server/crypto/argon2.ts";
import { lp } from "#server/crypto/lp.ts";

export type Keystore = {
  /** The root R, 32 bytes; the caller wipes it. */
  root: Buffer;
  protection: "passphrase" | "file";
  /** True when this call made the root. */
  created: boolean;
};

/** One sentence for the operator; the message names the file and never its content. */
export class KeystoreError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "KeystoreError";
  }
}

type PlainFile = { format: string; version: 1; root: string };
type WrappedFile = { format: string; version: 1; kdf: Argon2Cost & { salt: string }; wrapped_root: string };

const FORMAT = "1claw-keystore";
const ROOT_BYTES = 32;
const FILE_BYTES_MAX = 4096;
const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;
const NO_HARD_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

/**
 * The root of this deployment. A missing file is made when `mayCreate` says that no ciphertext exists yet; a plain file
 * is wrapped in place when a passphrase is given.
 * @throws KeystoreError when the file is missing, damaged, readable by others, or the passphrase is missing or wrong
 */
export async function openKeystore(options: {
  file: string;
  passphrase: string | null;
  mayCreate: boolean;
}): Promise<Keystore> {
  const { file, mayCreate } = options;
  const passphrase = options.passphrase === "" ? null : options.passphrase;
  const text = readPrivateFile(file);
  if (text === null) {
    if (mayCreate) return createKeystore(file, passphrase);
    throw new KeystoreError(
      `The keystore file ${file} is missing, and this database already holds data encrypted under it: put the file back.`,
    );
  }
  return readKeystore(file, text, passphrase);
}

async function createKeystore(file: string, passphrase: string | null): Promise<Keystore> {
  const root = randomBytes(ROOT_BYTES);
  const content = await formatKeystore(root, passphrase);
  const isFirst = onFile(file, "made", () => {
    fs.mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    refuseSharedFolder(file);
    return publishFirst(file, content);
  });
  // Of two first starts one was faster, and its root is the deployment's.
  if (!isFirst) return openKeystore({ file, passphrase, mayCreate: false });
  return { root, protection: passphrase === null ? "file" : "passphrase", created: true };
}

async function readKeystore(file: string, text: string, passphrase: string | null): Promise<Keystore> {
  const stored = parseKeystore(file, text);
  if ("root" in stored) {
    const root = Buffer.from(stored.root, "base64");
    if (passphrase === null) return { root, protection: "file", created: false };
    const content = await formatKeystore(root, passphrase);
    onFile(file, "wrapped by the passphrase", () => publish(file, content, "replace"));
    return { root, protection: "passphrase", created: false };
  }
  if (passphrase === null) {
    throw new KeystoreError(`The keystore file ${file} is protected by a passphrase, and none was given.`);
  }
  const root = await unwrapRoot(stored, passphrase);
  if (!root) throw new KeystoreError(`The passphrase does not open the keystore file ${file}.`);
  return { root, protection: "passphrase", created: false };
}

async function formatKeystore(root: Buffer, passphrase: string | null): Promise<string> {
  const head = { format: FORMAT, version: 1 as const };
  if (passphrase === null) {
    return jsonLine({ ...head, root: root.toString("base64") } satisfies PlainFile);
  }
  const kdf = { ...ARGON2_COST, salt: randomBytes(ARGON2_SALT_BYTES).toString("base64") };
  const key = await passphraseKey(passphrase, kdf);
  try {
    const wrapped = sealBox(key, root, wrapAad(kdf));
    return jsonLine({ ...head, kdf, wrapped_root: wrapped.toString("base64") } satisfies WrappedFile);
  } finally {
    key.fill(0);
  }
}

async function unwrapRoot(stored: WrappedFile, passphrase: string): Promise<Buffer | null> {
  const key = await passphraseKey(passphrase, stored.kdf);
  try {
    return openBox(key, Buffer.from(stored.wrapped_root, "base64"), wrapAad(stored.kdf));
  } finally {
    key.fill(0);
  }
}

function passphraseKey(passphrase: string, kdf: WrappedFile["kdf"]): Promise<Buffer> {
  const message = Buffer.from(passphrase.normalize("NFC"), "utf8");
  return argon2id(message, Buffer.from(kdf.salt, "base64"), { m: kdf.m, t: kdf.t, p: kdf.p });
}

function wrapAad(kdf: WrappedFile["kdf"]): Buffer {
  return lp("1claw/keystore/v1", kdf.m, kdf.t, kdf.p, Buffer.from(kdf.salt, "base64"));
}

function parseKeystore(file: string, text: string): PlainFile | WrappedFile {
  const stored = parseObject(text);
  const isOurs = stored?.format === FORMAT && stored.version === 1;
  if (isOurs && isBase64(stored.root, ROOT_BYTES)) return stored as PlainFile;
  const kdf = stored?.kdf as WrappedFile["kdf"] | null | undefined;
  const isWrapped =
    isOurs &&
    typeof kdf === "object" &&
    kdf !== null &&
    isPayableCost(kdf) &&
    isBase64(kdf.salt, ARGON2_SALT_BYTES);
  if (isWrapped && isBase64(stored.wrapped_root, ROOT_BYTES + 28)) return stored as WrappedFile;
  throw new KeystoreError(
    `The keystore file ${file} is damaged: restore it from a backup, do not delete it.`,
  );
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isBase64(value: unknown, bytes: number): value is string {
  if (typeof value !== "string") return false;
  const decoded = Buffer.from(value, "base64");
  return decoded.length === bytes && decoded.toString("base64") === value;
}

function readPrivateFile(file: string): string | null {
  return onFile(file, "read", () => {
    let fd: number;
    try {
      fd = fs.openSync(file, "r");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
    try {
      const { mode, size } = fs.fstatSync(fd);
      if ((mode & OTHERS) !== 0) {
        throw new KeystoreError(`Other users can read the keystore file ${file}: run chmod 600 on it.`);
      }
      refuseSharedFolder(file);
      return size > FILE_BYTES_MAX ? "" : fs.readFileSync(fd, "utf8");
    } finally {
      fs.closeSync(fd);
    }
  });
}

function refuseSharedFolder(file: string): void {
  const folder = dirname(file);
  if ((fs.statSync(folder).mode & OTHERS_WRITE) !== 0) {
    throw new KeystoreError(
      `Other users can replace the keystore file in ${folder}: run chmod 700 on the folder.`,
    );
  }
}

/** Writes beside the file, syncs, then puts it in place in one step: a crash leaves the old state or the new one. */
function publish(file: string, content: string, as: "new" | "replace"): void {
  const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    fs.writeFileSync(temporary, content, { mode: 0o600, flag: "wx", flush: true });
    if (as === "new") linkNew(temporary, file);
    else fs.renameSync(temporary, file);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
  const folder = fs.openSync(dirname(file), "r");
  try {
    fs.fsyncSync(folder);
  } finally {
    fs.closeSync(folder);
  }
}

function publishFirst(file: string, content: string): boolean {
  try {
    publish(file, content, "new");
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** A link fails when the name exists, so of two first starts only one makes the root. */
function linkNew(temporary: string, file: string): void {
  try {
    fs.linkSync(temporary, file);
  } catch (error) {
    if (!NO_HARD_LINKS.has((error as NodeJS.ErrnoException).code ?? "") || fs.existsSync(file)) throw error;
    fs.renameSync(temporary, file);
  }
}

function onFile<T>(file: string, verb: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof KeystoreError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new KeystoreError(`The keystore file ${file} cannot be ${verb} (${code ?? "unknown error"}).`);
  }
}

function jsonLine(value: PlainFile | WrappedFile): string {
  return `${JSON.stringify(value)}\n`;
}

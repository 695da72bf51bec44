// Owns the key process: it alone holds the root, the KEKs and the signing keys, and serves them on a private unix socket.
// Must never outlive the server that started it, write a secret to its output, or fall over a bad request.
import { chmodSync, lstatSync, mkdirSync, rmdirSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import {
  createFrameWriter,
  decodeBytes,
  encodeBytes,
  errorResponse,
  type KeydConfig,
  type KeydGreeting,
  perform,
  readFrames,
} from "./keyd-protocol.ts";
import { KeystoreError, openKeystore } from "./keystore.ts";
import type { Kms } from "./kms.ts";
import { createLocalKms } from "./local.ts";

type Opened = { kms: Kms; greeting: KeydGreeting };

/** A client that does not read its answers is not read from either. */
const UNREAD_BYTES_MAX = 4_194_304;
const SOCKET_PATH_BYTES_MAX = 107;

class StartError extends Error {}

async function openKms(config: KeydConfig): Promise<Opened> {
  if (config.provider === "pkcs11") {
    const { openPkcs11Kms } = await import("./pkcs11.ts");
    const settings: unknown = {
      ...config.pkcs11,
      deployment_id: config.deployment_id,
      may_create_root: config.may_create_root,
      root_material: config.root_material === null ? null : decodeBytes(config.root_material),
    };
    const { kms, root_material } = await openPkcs11Kms(settings as Parameters<typeof openPkcs11Kms>[0]);
    const material = root_material ? encodeBytes(root_material) : null;
    return { kms, greeting: { ready: true, root_material: material, keystore: null } };
  }
  const { root, protection, created } = await openKeystore({
    file: config.keystore_file,
    passphrase: config.passphrase,
    mayCreate: config.may_create_root,
  });
  try {
    const kms = createLocalKms({ root, deployment_id: config.deployment_id });
    return { kms, greeting: { ready: true, root_material: null, keystore: { protection, created } } };
  } finally {
    root.fill(0);
  }
}

function serve(kms: Kms, socket: Socket): void {
  const frames = createFrameWriter(socket);
  readFrames(socket, ({ id, op, args }) => {
    if (typeof id !== "number" || typeof op !== "string" || !Array.isArray(args)) {
      socket.destroy();
      return;
    }
    perform(kms, op, args)
      .then(
        (ok) => frames.write({ id, ok }),
        (error: unknown) => frames.write(errorResponse(id, error)),
      )
      .catch(() => socket.destroy());
    if (socket.writableLength > UNREAD_BYTES_MAX) socket.pause();
  });
  socket.on("drain", () => socket.resume());
  socket.on("error", () => socket.destroy());
}

function listen(server: Server, path: string): Promise<void> {
  if (Buffer.byteLength(path) > SOCKET_PATH_BYTES_MAX) {
    throw new StartError(`The socket path ${path} is longer than ${SOCKET_PATH_BYTES_MAX} bytes.`);
  }
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { mode, uid } = lstatSync(folder);
  if ((mode & 0o077) !== 0 || uid !== process.getuid?.()) {
    throw new StartError(`The socket folder ${folder} must be ours alone (mode 0700).`);
  }
  rmSync(path, { force: true });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new StartError(`The socket ${path} cannot be opened (${error.code ?? "unknown error"}).`)),
    );
    server.listen(path, () => {
      chmodSync(path, 0o600);
      resolve();
    });
  });
}

function exitWithParent(cleanUp: () => void): void {
  const exit = () => {
    cleanUp();
    process.exit(0);
  };
  process.stdin.once("end", exit).once("close", exit).once("error", exit).resume();
  process.on("SIGTERM", exit);
  // Ctrl-C reaches the whole process group; the server finishes its requests first and then closes our input.
  process.on("SIGINT", () => {});
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return "";
}

function startSentence(error: unknown): string {
  if (error instanceof KeystoreError || error instanceof StartError) return error.message;
  return `The key process could not start: ${error instanceof Error ? error.message : "unknown error"}.`;
}

function greet(greeting: KeydGreeting): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(greeting)}\n`, () => resolve()));
}

process.umask(0o077);
try {
  const config = JSON.parse(await firstLine()) as KeydConfig;
  exitWithParent(() => {
    rmSync(config.socket_path, { force: true });
    try {
      rmdirSync(dirname(config.socket_path));
    } catch {
      // The folder holds something else, or is gone already.
    }
  });
  const { kms, greeting } = await openKms(config);
  await listen(
    createServer((socket) => serve(kms, socket)),
    config.socket_path,
  );
  await greet(greeting);
} catch (error) {
  await greet({ error: startSentence(error) });
  process.exit(1);
}

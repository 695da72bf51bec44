// Owns the server's side of keyd: the Kms interface over its unix socket, reconnecting by itself.
// Must never hold a KEK, and must never leave a call waiting on a socket that is gone.
import { connect, type Socket } from "node:net";
import {
  createFrameWriter,
  decodeBytes,
  encodeBytes,
  encodeKek,
  FRAME_MAX,
  type FrameWriter,
  type KeydProvider,
  readFrames,
} from "./keyd-protocol.ts";
import { type Kms, KmsError, type KmsErrorCode, type KmsHealth } from "./kms.ts";

type Call = { resolve: (ok: unknown) => void; reject: (error: Error) => void; deadline: number };
type LinkSettings = { path: string; timeoutMs: number; onStuck: () => void };
type Connection = { socket: Socket; frames: FrameWriter; calls: Map<number, Call> };

const CALL_TIMEOUT_MS = 10_000;
const SWEEP_MS = 500;
/** Room for the rest of the frame beside its largest argument. */
const ARGUMENT_MAX = FRAME_MAX / 4;
const CODES: ReadonlySet<unknown> = new Set<KmsErrorCode>([
  "kms_unavailable",
  "kms_key_unavailable",
  "kms_integrity",
]);

/**
 * A KMS that asks keyd. It connects on the first call and again after a loss; calls under way when the socket drops,
 * and calls without an answer after `timeout_ms`, fail with `kms_unavailable`. `onStuck` is told when calls wait and
 * nothing was answered for that long.
 */
export function createKeydClient(options: {
  socket_path: string;
  provider: KeydProvider;
  timeout_ms?: number;
  onStuck?: () => void;
}): Kms {
  const { timeout_ms = CALL_TIMEOUT_MS, onStuck = () => {} } = options;
  const link = createLink({ path: options.socket_path, timeoutMs: timeout_ms, onStuck });
  const { call } = link;
  return {
    provider: options.provider,
    createKek: async (id) =>
      decodeBytes(await call("createKek", [[id.org_id, id.vault_id, id.kek_id, id.version]])),
    wrap: async (kek, dek, aad) =>
      decodeBytes(await call("wrap", [encodeKek(kek), encodeBytes(dek), encodeBytes(aad)])),
    unwrap: async (kek, wrapped, aad) =>
      decodeBytes(await call("unwrap", [encodeKek(kek), encodeBytes(wrapped), encodeBytes(aad)])),
    rewrap: async (from, to, wrapped, fromAad, toAad) => {
      const bytes = [wrapped, fromAad, toAad].map(encodeBytes);
      return decodeBytes(await call("rewrap", [encodeKek(from), encodeKek(to), ...bytes]));
    },
    destroyKek: async (kek) => {
      await call("destroyKek", [encodeKek(kek)]);
    },
    createSigningKey: async (kid) => {
      const [material, public_key] = (await call("createSigningKey", [kid])) as unknown[];
      return { material: decodeBytes(material), public_key: decodeBytes(public_key) };
    },
    sign: async (key, bytes) =>
      decodeBytes(await call("sign", [key.kid, encodeBytes(key.material), encodeBytes(bytes)])),
    mac: async (purpose, data) => decodeBytes(await call("mac", [purpose, encodeBytes(data)])),
    health: () => link.health(),
    close: async () => link.close(),
  };
}

function createLink(settings: LinkSettings) {
  let connection: Connection | null = null;
  let nextId = 1;
  let closed = false;
  let lastHealth: KmsHealth = { status: "unavailable", protection_level: "software" };

  function connected(): Connection {
    if (closed) throw new KmsError("kms_unavailable", "the key process client is closed");
    connection ??= open(settings, (lost) => {
      if (connection === lost) connection = null;
    });
    return connection;
  }

  async function call(op: string, args: unknown[]): Promise<unknown> {
    if (args.some((arg) => typeof arg === "string" && arg.length > ARGUMENT_MAX)) {
      throw new RangeError("too large for the key process");
    }
    const { frames, calls } = connected();
    const id = nextId++;
    return new Promise((resolve, reject) => {
      calls.set(id, { resolve, reject, deadline: performance.now() + settings.timeoutMs });
      frames.write({ id, op, args });
    });
  }

  return {
    call,
    async health(): Promise<KmsHealth> {
      try {
        lastHealth = (await call("health", [])) as KmsHealth;
        return lastHealth;
      } catch {
        return { ...lastHealth, status: "unavailable" };
      }
    },
    close(): void {
      closed = true;
      connection?.socket.destroy();
    },
  };
}

function open(settings: LinkSettings, onLost: (lost: Connection) => void): Connection {
  const { path, timeoutMs, onStuck } = settings;
  const socket = connect(path);
  let answeredAt = performance.now();
  const calls = new Map<number, Call>();
  const opened: Connection = { socket, calls, frames: createFrameWriter(socket) };
  const sweep = setInterval(
    () => {
      const now = performance.now();
      if (expire(calls, now) === 0 || now - answeredAt < timeoutMs) return;
      // Nothing at all was answered: a PKCS#11 module can hang inside a call, and only a new process helps then.
      socket.destroy();
      onStuck();
    },
    Math.min(SWEEP_MS, timeoutMs),
  );
  sweep.unref();

  readFrames(socket, (frame) => {
    answeredAt = performance.now();
    const call = typeof frame.id === "number" ? calls.get(frame.id) : undefined;
    if (!call) return;
    calls.delete(frame.id as number);
    if ("ok" in frame) call.resolve(frame.ok);
    else call.reject(remoteError(frame.error));
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    clearInterval(sweep);
    onLost(opened);
    expire(calls, Number.POSITIVE_INFINITY);
  });
  return opened;
}

/** Fails the calls whose deadline is not after `now`, oldest first, and says how many. */
function expire(calls: Map<number, Call>, now: number): number {
  let expired = 0;
  for (const [id, call] of calls) {
    if (call.deadline > now) break;
    calls.delete(id);
    call.reject(new KmsError("kms_unavailable", "the key process does not answer"));
    expired++;
  }
  return expired;
}

function remoteError(value: unknown): Error {
  const { code, message } = (value ?? {}) as { code?: unknown; message?: unknown };
  if (CODES.has(code)) return new KmsError(code as KmsErrorCode, String(message));
  return new RangeError("the key process refused the request");
}

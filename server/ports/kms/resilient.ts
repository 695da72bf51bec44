// Owns what stands between the server and a KMS that is slow, overloaded or down: deadline, retries, bulkhead, breaker.
// Must never repeat a call that makes a key, and must never let one bad key stop the others.
import { randomInt } from "node:crypto";
import { type Kms, KmsError, type KmsErrorCode, type KmsHealth } from "./kms.ts";

export type KmsOperation = Exclude<keyof Kms, "provider" | "close">;

export type ResilienceEvent =
  | { type: "call"; operation: KmsOperation; outcome: "ok" | KmsErrorCode | "error"; duration_ms: number }
  | { type: "retry"; operation: KmsOperation; attempt: number }
  | { type: "refused"; operation: KmsOperation; reason: "breaker_open" | "queue_full" | "queue_timeout" }
  | { type: "breaker"; state: BreakerState };

export type ResilienceOptions = {
  /** For one operation with its retries and its time in the queue. */
  deadline_ms?: number;
  max_in_flight?: number;
  max_queued?: number;
  retries?: number;
  /** The first pause; doubled each time, then multiplied by 0.5 to 1. */
  retry_base_ms?: number;
  /** So many calls in a row that answer `kms_unavailable` open the breaker. */
  breaker_failures?: number;
  /** How long it stays open before one call may try. */
  breaker_open_ms?: number;
  /** Milliseconds on a clock that does not go back. */
  now?: () => number;
  /** 0 to 1. */
  random?: () => number;
  onEvent?: (event: ResilienceEvent) => void;
};

type BreakerState = "closed" | "open" | "half_open";
type Settings = Required<ResilienceOptions>;

const DEFAULTS: Settings = {
  deadline_ms: 10_000,
  max_in_flight: 32,
  max_queued: 256,
  retries: 2,
  retry_base_ms: 100,
  breaker_failures: 5,
  breaker_open_ms: 5_000,
  now: () => performance.now(),
  random: () => randomInt(2 ** 32) / 2 ** 32,
  onEvent: () => {},
};

/** Repeating one of these changes nothing; a second createKek or createSigningKey could leave a stray key. */
const REPEATABLE: ReadonlySet<KmsOperation> = new Set<KmsOperation>([
  "wrap",
  "unwrap",
  "rewrap",
  "sign",
  "mac",
  "health",
]);

/** The KMS was not asked: trying again at once would only add to the load. */
class NotAsked extends KmsError {}

/**
 * The same KMS, but every operation ends within `deadline_ms` and at most `max_in_flight` are under way.
 * `health` never throws: a KMS that does not answer is `unavailable` at the level it last claimed.
 * @throws KmsError `kms_unavailable` when deadline, queue or breaker ends an operation
 */
export function withResilience(kms: Kms, options: ResilienceOptions = {}): Kms {
  const settings: Settings = { ...DEFAULTS, ...options };
  const { guard } = createGuard(settings);
  let level: KmsHealth["protection_level"] = "software";

  async function health(): Promise<KmsHealth> {
    try {
      return await guard("health", async () => {
        const answer = await kms.health();
        level = answer.protection_level;
        if (answer.status === "unavailable") throw new KmsError("kms_unavailable", "the KMS is unavailable");
        return answer;
      });
    } catch (error) {
      if (!(error instanceof KmsError)) throw error;
      return { status: "unavailable", protection_level: level };
    }
  }

  return {
    provider: kms.provider,
    createKek: (id) => guard("createKek", () => kms.createKek(id)),
    wrap: (kek, dek, aad) => guard("wrap", () => kms.wrap(kek, dek, aad)),
    unwrap: (kek, wrapped, aad) => guard("unwrap", () => kms.unwrap(kek, wrapped, aad)),
    rewrap: (from, to, wrapped, fromAad, toAad) =>
      guard("rewrap", () => kms.rewrap(from, to, wrapped, fromAad, toAad)),
    destroyKek: (kek) => guard("destroyKek", () => kms.destroyKek(kek)),
    createSigningKey: (kid) => guard("createSigningKey", () => kms.createSigningKey(kid)),
    sign: (key, bytes) => guard("sign", () => kms.sign(key, bytes)),
    // With Cloud KMS the MAC keys are in this process: an outage there must not end API key logins.
    mac: (purpose, data) =>
      kms.provider === "gcp" ? kms.mac(purpose, data) : guard("mac", () => kms.mac(purpose, data)),
    health,
    close: () => kms.close(),
  };
}

function createGuard(settings: Settings) {
  const slots = createSlots(settings);
  const breaker = createBreaker(settings);

  async function attempt<T>(operation: KmsOperation, deadline: number, call: () => Promise<T>): Promise<T> {
    breaker.assertMayTry(operation);
    const release = await slots.take(operation, deadline - settings.now());
    try {
      breaker.enter(operation);
    } catch (error) {
      release();
      throw error;
    }
    const started = settings.now();
    const report = (outcome: "ok" | KmsErrorCode | "error") => {
      breaker.record(outcome);
      settings.onEvent({ type: "call", operation, outcome, duration_ms: settings.now() - started });
    };
    try {
      const result = await within(deadline - started, settings.deadline_ms, release, call);
      report("ok");
      return result;
    } catch (error) {
      report(error instanceof KmsError ? error.code : "error");
      throw error;
    }
  }

  async function guard<T>(operation: KmsOperation, call: () => Promise<T>): Promise<T> {
    const deadline = settings.now() + settings.deadline_ms;
    const retries = REPEATABLE.has(operation) ? settings.retries : 0;
    for (let retry = 0; ; retry++) {
      try {
        return await attempt(operation, deadline, call);
      } catch (error) {
        const pause = settings.retry_base_ms * 2 ** retry * (0.5 + settings.random() / 2);
        if (retry >= retries || !mayPass(error) || settings.now() + pause >= deadline) throw error;
        settings.onEvent({ type: "retry", operation, attempt: retry + 1 });
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
  return { guard };
}

function mayPass(error: unknown): boolean {
  return error instanceof KmsError && error.code === "kms_unavailable" && !(error instanceof NotAsked);
}

/**
 * The result of `call`, or `kms_unavailable` after `ms`. `release` runs when the call has really ended, so that calls
 * given up here still count as under way; one that never ends is written off `write_off_ms` later.
 */
function within<T>(
  ms: number,
  write_off_ms: number,
  release: () => void,
  call: () => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let writeOff: NodeJS.Timeout | undefined;
    const deadline = setTimeout(() => {
      writeOff = setTimeout(release, write_off_ms);
      writeOff.unref();
      reject(new KmsError("kms_unavailable", "the KMS did not answer in time"));
    }, ms);
    const ended = () => {
      clearTimeout(deadline);
      clearTimeout(writeOff);
      release();
    };
    // Promise.resolve().then: a synchronous throw must free the slot too.
    Promise.resolve().then(call).finally(ended).then(resolve, reject);
  });
}

function createSlots({ max_in_flight, max_queued, onEvent }: Settings) {
  let taken = 0;
  const queue = new Set<() => void>();

  function grant(): () => void {
    taken++;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      taken--;
      const next = queue.values().next().value;
      if (next === undefined) return;
      queue.delete(next);
      next();
    };
  }

  function refuse(operation: KmsOperation, reason: "queue_full" | "queue_timeout"): NotAsked {
    onEvent({ type: "refused", operation, reason });
    return new NotAsked("kms_unavailable", "too many KMS calls are waiting");
  }

  return {
    /** Resolves to the function that gives the slot back (once; more calls do nothing). */
    take(operation: KmsOperation, wait_ms: number): Promise<() => void> {
      if (taken < max_in_flight) return Promise.resolve(grant());
      if (queue.size >= max_queued) return Promise.reject(refuse(operation, "queue_full"));
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          queue.delete(wake);
          reject(refuse(operation, "queue_timeout"));
        }, wait_ms);
        const wake = () => {
          clearTimeout(timer);
          resolve(grant());
        };
        queue.add(wake);
      });
    },
  };
}

function createBreaker({ breaker_failures, breaker_open_ms, now, onEvent }: Settings) {
  let state: BreakerState = "closed";
  let failures = 0;
  let openedAt = 0;

  function become(next: BreakerState): void {
    if (state === next) return;
    state = next;
    onEvent({ type: "breaker", state });
  }

  function assertMayTry(operation: KmsOperation): void {
    if (state === "closed" || (state === "open" && now() - openedAt >= breaker_open_ms)) return;
    onEvent({ type: "refused", operation, reason: "breaker_open" });
    throw new NotAsked("kms_unavailable", "the KMS has not answered lately");
  }

  return {
    assertMayTry,
    /** As `assertMayTry`; when the breaker was open, the caller is the one probe. */
    enter(operation: KmsOperation): void {
      assertMayTry(operation);
      if (state === "open") become("half_open");
    },
    record(outcome: "ok" | KmsErrorCode | "error"): void {
      if (outcome !== "kms_unavailable") {
        failures = 0;
        become("closed");
        return;
      }
      failures++;
      if (state === "half_open" || (state === "closed" && failures >= breaker_failures)) {
        openedAt = now();
        become("open");
      }
    },
  };
}

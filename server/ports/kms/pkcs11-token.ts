// Owns the session with a PKCS#11 token: finding it, logging in, getting it back when it is lost, what each error means.
// Must never try a refused PIN again (tokens lock), and must never run in the web process: a module may crash or hang.
import { LRUCache } from "lru-cache";
import type * as Pkcs11Js from "pkcs11js";
import { KmsError } from "./kms.ts";

export type Pkcs11Api = typeof Pkcs11Js;
export type TokenConfig = { module: string; token_label: string; pin: string };

/** A logged-in session; a handle is valid for its lifetime only. */
export type TokenSession = {
  library: Pkcs11Js.PKCS11;
  handle: Pkcs11Js.Handle;
  slot: Pkcs11Js.Handle;
  /** The first object of that class and CKA_ID, or null. */
  find(objectClass: number, id: Buffer): Pkcs11Js.Handle | null;
};

export type Token = {
  api: Pkcs11Api;
  /** Whether the slot says of itself that it is hardware. */
  hardware: boolean;
  mechanisms: ReadonlySet<number>;
  /**
   * Runs `work` in the session. When the session turns out to be lost, it is opened again and `work` runs once more.
   * @throws KmsError `kms_unavailable` when that does not help; `kms_key_unavailable` when `work` needs a missing object
   */
  use<T>(work: (session: TokenSession) => T): T;
  close(): void;
};

/** Thrown by `work` when the object it needs is not in the token. */
export class MissingObject extends Error {}

const CKS_RW_USER_FUNCTIONS = 3;
const CKF_HW_SLOT = 4;
const FOUND_AT_ONCE = 1;
const KNOWN_HANDLES = 10_000;

/**
 * The token with that label in the slots of `module`, logged in as its user.
 * @throws KmsError `kms_unavailable` with a sentence for the operator
 */
export async function openToken(config: TokenConfig): Promise<Token> {
  const api = await loadPkcs11js();
  const library = new api.PKCS11();
  try {
    library.load(config.module);
  } catch (error) {
    throw new KmsError("kms_unavailable", `the PKCS#11 module ${config.module} cannot be loaded`, {
      cause: error,
    });
  }
  const login = createLogin(api, library, config);
  let session: TokenSession | null = null;

  function drop(): void {
    session = null;
    // Finalizing makes the module look at its slots afresh; a lost token may not even allow that.
    ignoreErrors(() => library.C_Finalize());
  }

  function reopen(): TokenSession {
    drop();
    try {
      return login();
    } catch (error) {
      drop();
      throw error;
    }
  }

  function use<T>(work: (open: TokenSession) => T): T {
    if (session) {
      try {
        return work(session);
      } catch (error) {
        if (error instanceof KmsError) throw error;
        if (isAlive(session) && !isStale(api, error)) throw meaning(api, error);
      }
    }
    try {
      session = reopen();
      return work(session);
    } catch (error) {
      throw meaning(api, error);
    }
  }

  try {
    session = login();
    return { api, use, ...inspect(api, session), close: () => closeAll(library, drop) };
  } catch (error) {
    closeAll(library, drop);
    throw meaning(api, error);
  }
}

/** Whether the token is still there and the user still logged in. */
export function isAlive({ library, handle, slot }: TokenSession): boolean {
  try {
    library.C_GetTokenInfo(slot);
    return library.C_GetSessionInfo(handle).state === CKS_RW_USER_FUNCTIONS;
  } catch {
    return false;
  }
}

/** The CKR value of an error of the module, or undefined. */
export function returnValue(api: Pkcs11Api, error: unknown): number | undefined {
  return error instanceof api.Pkcs11Error ? error.code : undefined;
}

async function loadPkcs11js(): Promise<Pkcs11Api> {
  try {
    const loaded: Pkcs11Api & { default?: Pkcs11Api } = await import("pkcs11js");
    return loaded.default ?? loaded;
  } catch (error) {
    const sentence = "the optional package pkcs11js is not installed or was not compiled; PKCS#11 needs it";
    throw new KmsError("kms_unavailable", sentence, { cause: error });
  }
}

function createLogin(api: Pkcs11Api, library: Pkcs11Js.PKCS11, config: TokenConfig): () => TokenSession {
  const pinErrors = new Set([
    api.CKR_PIN_INCORRECT,
    api.CKR_PIN_INVALID,
    api.CKR_PIN_LEN_RANGE,
    api.CKR_PIN_EXPIRED,
    api.CKR_PIN_LOCKED,
  ]);
  let refused = false;

  function logIn(handle: Pkcs11Js.Handle): void {
    try {
      library.C_Login(handle, api.CKU_USER, config.pin);
    } catch (error) {
      const code = returnValue(api, error);
      if (code === api.CKR_USER_ALREADY_LOGGED_IN) return;
      refused = code !== undefined && pinErrors.has(code);
      throw error;
    }
  }

  return () => {
    if (!refused) {
      initialize(api, library);
      const slot = slotOf(library, config.token_label);
      const handle = library.C_OpenSession(slot, api.CKF_SERIAL_SESSION | api.CKF_RW_SESSION);
      try {
        logIn(handle);
        return { library, handle, slot, find: createFinder(api, library, handle) };
      } catch (error) {
        ignoreErrors(() => library.C_CloseSession(handle));
        if (!refused) throw error;
      }
    }
    throw new KmsError(
      "kms_unavailable",
      "the PKCS#11 token refused the PIN; it is not tried again before a restart",
    );
  };
}

function initialize(api: Pkcs11Api, library: Pkcs11Js.PKCS11): void {
  try {
    library.C_Initialize();
  } catch (error) {
    if (returnValue(api, error) !== api.CKR_CRYPTOKI_ALREADY_INITIALIZED) throw error;
  }
}

function slotOf(library: Pkcs11Js.PKCS11, label: string): Pkcs11Js.Handle {
  for (const slot of library.C_GetSlotList(true)) {
    if (library.C_GetTokenInfo(slot).label.trim() === label) return slot;
  }
  throw new KmsError("kms_unavailable", `no PKCS#11 token has the label ${label}`);
}

function createFinder(
  api: Pkcs11Api,
  library: Pkcs11Js.PKCS11,
  handle: Pkcs11Js.Handle,
): TokenSession["find"] {
  const known = new LRUCache<string, Pkcs11Js.Handle>({ max: KNOWN_HANDLES });
  return (objectClass, id) => {
    const name = `${objectClass}/${id.toString("hex")}`;
    const cached = known.get(name);
    if (cached) return cached;
    library.C_FindObjectsInit(handle, [
      { type: api.CKA_CLASS, value: objectClass },
      { type: api.CKA_ID, value: id },
    ]);
    try {
      const [object] = library.C_FindObjects(handle, FOUND_AT_ONCE);
      if (object) known.set(name, object);
      return object ?? null;
    } finally {
      library.C_FindObjectsFinal(handle);
    }
  };
}

function inspect(api: Pkcs11Api, { library, slot }: TokenSession) {
  const { flags, manufacturerID } = library.C_GetSlotInfo(slot);
  const mechanisms: ReadonlySet<number> = new Set(library.C_GetMechanismList(slot));
  if (!mechanisms.has(api.CKM_AES_GCM)) {
    throw new KmsError("kms_unavailable", "the PKCS#11 token has no CKM_AES_GCM, which vault keys need");
  }
  return { mechanisms, hardware: (flags & CKF_HW_SLOT) !== 0 && !/softhsm/i.test(manufacturerID) };
}

/** A handle from before an object was replaced or destroyed: worth one more look even in a live session. */
function isStale(api: Pkcs11Api, error: unknown): boolean {
  const code = returnValue(api, error);
  return code === api.CKR_OBJECT_HANDLE_INVALID || code === api.CKR_KEY_HANDLE_INVALID;
}

function meaning(api: Pkcs11Api, error: unknown): KmsError {
  if (error instanceof KmsError) return error;
  if (error instanceof MissingObject) return new KmsError("kms_key_unavailable", error.message);
  const code = returnValue(api, error);
  if (code === undefined) throw error;
  const forbidden = code === api.CKR_KEY_FUNCTION_NOT_PERMITTED || code === api.CKR_KEY_TYPE_INCONSISTENT;
  const name = error instanceof Error ? error.message : "an unknown error";
  const what = forbidden || isStale(api, error) ? "kms_key_unavailable" : "kms_unavailable";
  return new KmsError(what, `the PKCS#11 token answered ${name}`, { cause: error });
}

function closeAll(library: Pkcs11Js.PKCS11, drop: () => void): void {
  drop();
  ignoreErrors(() => library.close());
}

function ignoreErrors(work: () => void): void {
  try {
    work();
  } catch {
    // What could not be closed is gone already.
  }
}

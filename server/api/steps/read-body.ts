// Reads a request's JSON body within limits. Large bodies wait for a share of a fixed memory budget.
import { setImmediate as nextTurn } from "node:timers/promises";
import { JsonRefused, parseJson } from "#server/api/json.ts";
import { Problem } from "#server/errors.ts";

/** 5 MB, as the published API promises. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;
const SMALL_BODY_BYTES = 64 * 1024;
const BUDGET_BYTES = 40 * 1024 * 1024;

/** Lets through as many bytes of large bodies at once as the budget holds; the rest wait in order. */
export class BodyBudget {
  #free = BUDGET_BYTES;
  #queue: { bytes: number; resolve: () => void }[] = [];

  /** Resolves, once `bytes` are free, to the function that gives them back. */
  async take(bytes: number): Promise<() => void> {
    if (bytes <= SMALL_BODY_BYTES) return () => {};
    if (this.#queue.length > 0 || this.#free < bytes) {
      await new Promise<void>((resolve) => this.#queue.push({ bytes, resolve }));
    } else {
      this.#free -= bytes;
    }
    return () => {
      this.#free += bytes;
      while (this.#queue[0] && this.#queue[0].bytes <= this.#free) {
        const next = this.#queue.shift();
        if (!next) break;
        this.#free -= next.bytes;
        next.resolve();
      }
    };
  }
}

function tooLarge(): Problem {
  return new Problem("body_too_large", {
    detail: `A request body may be ${MAX_BODY_BYTES} bytes (5 MB) at most.`,
    headers: { connection: "close" },
  });
}

/** Bytes the body may turn out to have. @throws Problem `body_too_large` when it says itself that it is too long */
export function expectedBytes(request: Request): number {
  const length = request.headers.get("content-length");
  if (length === null) return request.body === null ? 0 : MAX_BODY_BYTES;
  const bytes = Number(length);
  if (bytes > MAX_BODY_BYTES) throw tooLarge();
  // Not a number of bytes: no HTTP server lets that through, but the budget must survive it.
  return bytes >= 0 ? bytes : MAX_BODY_BYTES;
}

/**
 * The parsed JSON body; undefined for an empty one.
 * @throws Problem `content_type_unsupported` | `body_too_large` | `json_malformed`
 */
export async function readBody(request: Request): Promise<unknown> {
  const bytes = await collect(request);
  if (bytes.length === 0) return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new Problem("content_type_unsupported", {
      detail: "Send the body as JSON with `Content-Type: application/json`.",
    });
  }
  if (request.headers.has("content-encoding")) {
    throw new Problem("content_type_unsupported", { detail: "Send the body without a Content-Encoding." });
  }
  if (bytes.length <= SMALL_BODY_BYTES) return parse(bytes);
  // Parsing megabytes takes a turn of the event loop by itself: neither reading nor validating them shares it.
  await nextTurn();
  const parsed = parse(bytes);
  await nextTurn();
  return parsed;
}

function parse(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem("json_malformed", { detail: "The body is not UTF-8." });
  }
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonRefused)) throw error;
    const { field, message } = error;
    throw new Problem("json_malformed", {
      detail: field ? `${field}: ${message}` : `${message}.`,
      ...(field && { fields: { [field]: message } }),
    });
  }
}

async function collect(request: Request): Promise<Uint8Array> {
  if (request.headers.has("content-length")) return new Uint8Array(await request.arrayBuffer());
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(next.value);
  }
  return Buffer.concat(chunks);
}

// The one way out to addresses that somebody else has chosen (webhooks, OIDC issuers).
// Must never reach a private address unless the operator allows it, and must never follow a redirect.
import { promises as dns, type LookupAddress } from "node:dns";
import http, { type IncomingMessage, type RequestOptions } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { type AddressJudge, addressJudge } from "./public-address.ts";

export type EgressRequest = {
  method: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** For everything, from the name's resolution to the last byte. */
  timeout_ms?: number;
  max_bytes?: number;
};
export type EgressAnswer = { status: number; headers: Record<string, string>; body: string };

/** Why nothing was sent, or no answer came; the message names no address inside the network. */
export class EgressRefused extends Error {
  override readonly name = "EgressRefused";
}

export type Egress = {
  /** @throws EgressRefused */
  request(url: string, request: EgressRequest): Promise<EgressAnswer>;
  /** Why a URL could never be asked, or null; looks at its form alone, not at what its name resolves to. */
  check(url: string): string | null;
};

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

export type EgressOptions = {
  /** Addresses and CIDRs that may be asked although they are not public, also without TLS. */
  allow: readonly string[];
  /** Goes into User-Agent. */
  version: string;
  resolve?: Resolve;
};

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
const URL_LENGTH = 2_048;
// One sentence for both, so that nobody can ask which names exist inside the network.
const NOT_PUBLIC = "the host has no public address";

/** Builds the way out. Each request resolves its name once, and connects only to the addresses that were checked. */
export function createEgress({ allow, version, resolve = resolveAll }: EgressOptions): Egress {
  const judge = addressJudge(allow);
  return {
    check: (url) => objection(url, judge, allow.length > 0),
    async request(url, request) {
      const reason = objection(url, judge, allow.length > 0);
      if (reason) throw new EgressRefused(`Nothing was sent: ${reason}.`);
      const target = new URL(url);
      const signal = AbortSignal.timeout(request.timeout_ms ?? TIMEOUT_MS);
      const addresses = await untilAborted(addressesOf(target, judge, resolve), signal);
      return untilAborted(send(target, request, addresses, version, signal), signal);
    },
  };
}

function objection(text: string, judge: AddressJudge, hasAllowed: boolean): string | null {
  if (text.length > URL_LENGTH) return `the URL has more than ${URL_LENGTH} characters`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return "it is not a URL";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "the URL must start with https://";
  if (url.username || url.password) return "the URL must hold no credentials";
  const host = hostOf(url);
  if (isIP(host) && !judge.isAllowed(host)) return NOT_PUBLIC;
  const mayBeNamed = isIP(host) ? judge.isNamed(host) : hasAllowed;
  return url.protocol === "http:" && !mayBeNamed ? "the URL must start with https://" : null;
}

/** The URL parser has already turned every notation of an address (decimal, octal, hex, short) into the usual one. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

async function addressesOf(url: URL, judge: AddressJudge, resolve: Resolve): Promise<LookupAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  const found = family ? [{ address: host, family }] : await resolve(host).catch(() => []);
  const isFit = url.protocol === "http:" ? judge.isNamed : judge.isAllowed;
  // One bad address is enough: who may add one to a name may also choose which one is tried first.
  if (found.length === 0 || !found.every(({ address }) => isFit(address)))
    throw new EgressRefused(`Nothing was sent: ${NOT_PUBLIC}.`);
  return found;
}

function resolveAll(hostname: string): Promise<LookupAddress[]> {
  return dns.lookup(hostname, { all: true });
}

function send(
  url: URL,
  { method, headers, body, max_bytes = MAX_BYTES }: EgressRequest,
  addresses: LookupAddress[],
  version: string,
  signal: AbortSignal,
): Promise<EgressAnswer> {
  const options: RequestOptions = {
    method,
    headers: {
      ...headers,
      ...(body !== undefined && { "content-length": Buffer.byteLength(body) }),
      "user-agent": `1Claw/${version}`,
    },
    lookup: pinned(addresses),
    // Neither a pool that others share nor a proxy of the environment.
    agent: false,
    signal,
  };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === "https:"
        ? https.request(url, { ...options, rejectUnauthorized: true })
        : http.request(url, options);
    request.once("error", (error) => reject(asRefusal(error)));
    request.once("response", (response) => read(response, max_bytes).then(resolve, reject));
    request.end(body);
  });
}

function pinned(addresses: LookupAddress[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all || !first) callback(null, addresses);
    else callback(null, first.address, first.family);
  };
}

async function read(response: IncomingMessage, max_bytes: number): Promise<EgressAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > max_bytes) throw new EgressRefused(`The answer has more than ${max_bytes} bytes.`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw asRefusal(error);
  } finally {
    response.destroy();
  }
  const headers = Object.fromEntries(
    Object.entries(response.headersDistinct).map(([name, values]) => [name, values?.join(", ") ?? ""]),
  );
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString("utf8") };
}

/** The system's own messages name addresses and ports, so only their codes are looked at. */
function asRefusal(error: unknown): EgressRefused {
  if (error instanceof EgressRefused) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const isTls = /CERT|TLS|SSL|SELF_SIGNED|ISSUER|UNABLE_TO_VERIFY|EPROTO/.test(code);
  return new EgressRefused(
    isTls
      ? "The TLS certificate of the host was not accepted."
      : code.startsWith("HPE_")
        ? "The answer was not HTTP."
        : "No answer: the connection failed or was cut.",
  );
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new EgressRefused("No answer in time."));
    if (signal.aborted) late();
    signal.addEventListener("abort", late, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", late));
  });
}

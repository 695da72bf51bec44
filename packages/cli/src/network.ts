// What stands between the command and the server when there is no answer, each mistake in its own sentence.
// Must never repeat what fetch says of an error: it may quote headers.
import { CliError } from "./errors.ts";
import { EXIT } from "./exit-codes.ts";
import { codeOf } from "./files.ts";
import { span } from "./times.ts";

export type Watch = {
  fetch: typeof globalThis.fetch;
  /** The system's code of the last failure to get an answer. */
  failure: () => string | null;
  /** Where the last answer wanted to send us. */
  redirect: () => string | null;
  /** How far this machine's clock is ahead of the server's, in milliseconds, to within a second. */
  skew: () => number | null;
};

/** A fetch that remembers why it failed, follows nobody to another address, and says who is asking. */
export function watchedFetch(version: string): Watch {
  let failure: string | null = null;
  let redirect: string | null = null;
  let skew: number | null = null;
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set("user-agent", `1claw-cli/${version} node/${process.versions.node} ${process.platform}`);
    try {
      const response = await globalThis.fetch(input, { ...init, headers, redirect: "manual" });
      redirect = response.headers.get("location");
      const date = Date.parse(response.headers.get("date") ?? "");
      if (!Number.isNaN(date)) skew = Date.now() - date;
      return response;
    } catch (error) {
      failure = rootCode(error);
      throw error;
    }
  };
  return { fetch, failure: () => failure, redirect: () => redirect, skew: () => skew };
}

/** Node tells this in words alone. @see https://fetch.spec.whatwg.org/#port-blocking */
const BAD_PORT = "BAD_PORT";

/** The code of whatever lies at the bottom: fetch wraps it, and several tries are an AggregateError. */
function rootCode(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; ) {
    const code = codeOf(at);
    if (code && !code.startsWith("UND_ERR_ABORT")) return code;
    if (at.message === "bad port") return BAD_PORT;
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return null;
}

const UNTRUSTED: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "It is self-signed.",
  SELF_SIGNED_CERT_IN_CHAIN: "It comes from an authority that this machine does not know.",
  UNABLE_TO_GET_ISSUER_CERT: "It comes from an authority that this machine does not know.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "It comes from an authority that this machine does not know.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "The server does not send the certificates between its own and a known authority.",
};

/** The error for a request that got no answer. */
export function unreachable(base_url: string, failure: string | null): CliError {
  const url = new URL(base_url);
  const at = (what: string, cause: string, next: string) =>
    new CliError(what, { cause, next, exit: EXIT.unreachable, code: failure ?? "unreachable" });
  switch (failure) {
    case "ECONNREFUSED":
      return at(
        `No server answers at ${base_url}.`,
        "Nothing listens at this address and port.",
        "Start the server, or name the right one: --base-url <address>, or ONECLAW_BASE_URL.",
      );
    case BAD_PORT:
      return at(
        `Port ${url.port} cannot be used for a server.`,
        "It belongs to another protocol: browsers and Node refuse to connect to it.",
        "Let the server listen on another port.",
      );
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return at(
        `There is no host named ${url.hostname}.`,
        failure === "ENOTFOUND" ? "The name does not exist." : "The name could not be looked up.",
        "Check the spelling of the address, the network and the VPN.",
      );
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return at(
        `The certificate of ${url.host} is not valid now.`,
        failure === "CERT_HAS_EXPIRED" ? "It has expired." : "Its time has not come yet.",
        "Compare the clock of this machine; if it is right, the operator must renew the certificate.",
      );
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return at(
        `The certificate of ${url.host} is for another name.`,
        "Whoever answers there is not known under this name.",
        "Use the name that the certificate is for.",
      );
    case "ERR_SSL_WRONG_VERSION_NUMBER":
    case "ERR_SSL_PACKET_LENGTH_TOO_LONG":
    case "EPROTO":
      return at(
        `${url.host} does not speak TLS.`,
        "The address says https, and the port answers in plain text.",
        `Try --base-url http://${url.host} if the server is on this machine or behind a proxy.`,
      );
    case "HPE_INVALID_CONSTANT":
    case "UND_ERR_SOCKET":
    case "ECONNRESET":
      return at(
        `${url.host} ended the connection without an answer.`,
        url.protocol === "http:"
          ? "Another program may listen there, or it speaks https only."
          : "A proxy or firewall may stand between.",
        url.protocol === "http:"
          ? `Try --base-url https://${url.host}`
          : "Try from another network, and look at the server's log.",
      );
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "UND_ERR_CONNECT_TIMEOUT":
      return at(
        `${url.host} does not answer.`,
        "No connection comes about: a firewall, another network, or the machine is off.",
        "Check the address, the network and the VPN.",
      );
    default:
      break;
  }
  const untrusted = UNTRUSTED[failure ?? ""];
  if (untrusted)
    return at(
      `The certificate of ${url.host} is not trusted.`,
      untrusted,
      "If the server is yours, give its authority to Node: NODE_EXTRA_CA_CERTS=/path/to/ca.pem 1claw …",
    );
  return at(
    `No answer from ${base_url}${failure ? ` (${failure})` : ""}.`,
    "The connection failed before there was one.",
    "Type `1claw doctor` to see what stands between.",
  );
}

/** The error for an answer that is not one of our server. */
export function notOurs(base_url: string, status: number, redirect: string | null): CliError {
  const target = redirect && URL.canParse(redirect, base_url) ? new URL(redirect, base_url) : null;
  if (target && status >= 300 && status < 400)
    return new CliError(`${base_url} wants to send every request elsewhere.`, {
      cause: `It redirects to ${target.origin}, and credentials are not sent after a redirect.`,
      next: `If that is the server: --base-url ${target.origin}`,
      exit: EXIT.unreachable,
      code: "redirected",
      status,
    });
  return new CliError(`What answers at ${base_url} is not a 1Claw server.`, {
    cause: `It answered ${status} in a form that is not the API's.`,
    next: "Use the address that the server printed when it started, without /v1 and without a page's path.",
    exit: EXIT.unreachable,
    code: "not_oneclaw",
    status,
  });
}

/** The error for a proxy that answers in the server's place. */
export function proxyAnswers(base_url: string, status: number): CliError {
  return new CliError(`The server behind ${base_url} does not answer.`, {
    cause: `A proxy in front of it says ${status}: the server is down, or it is starting.`,
    next: "Try again in a moment; if it stays, look at the server's log.",
    exit: EXIT.unreachable,
    code: "bad_gateway",
    status,
  });
}

/** The error for a server that takes too long. */
export function tooSlow(base_url: string): CliError {
  return new CliError(`${base_url} did not answer in time.`, {
    cause: `The connection is there, and nothing came back for ${span(30_000)}.`,
    next: "Try again; if it stays, look at the server's log.",
    exit: EXIT.unreachable,
    code: "timeout",
  });
}

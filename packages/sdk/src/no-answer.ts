// Says in a sentence why no answer came, from what the runtimes' `fetch` leaves behind.
// Must never repeat what fetch says of an error: it may quote the Authorization header.
import { failure, type OneclawResponse } from "./envelope.ts";

const NO_HOST = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_NODATA", "ERR_NAME_NOT_RESOLVED"]);
const NO_TLS = new Set(["ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG", "EPROTO"]);
const UNTRUSTED =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)_\w+|(?:ERR_TLS_)?CERT_\w+|ERR_TLS_CERT\w*|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_EXCEEDED)$/;

/** The envelope of a request to `base` that `fetch` threw `error` for. */
export function noAnswer(base: string, error: unknown): OneclawResponse<never> {
  const code = codeOf(error);
  const reason = code ? ` (${code})` : "";
  if (NO_TLS.has(code)) {
    const message = `${base} answered without TLS${reason}. If the server has no certificate, write http:// instead of https://.`;
    return failure({ type: "network_error", message, code: "tls_missing" });
  }
  if (UNTRUSTED.test(code) || isDenosCertificateError(error)) {
    const message = `The certificate of ${base} ${whatIsWrong(code)}${reason}.`;
    return failure({ type: "network_error", message, code: "tls_untrusted" });
  }
  const message = NO_HOST.has(code)
    ? `No answer from ${base}${reason}: there is no host of that name. Check the address.`
    : `No answer from ${base}${reason}. Check the address and that the server runs.`;
  return failure({ type: "network_error", message, code: "unreachable" });
}

function whatIsWrong(code: string): string {
  if (code === "CERT_HAS_EXPIRED") return "has expired; whoever runs the server has to renew it";
  if (code === "CERT_NOT_YET_VALID") return "is not valid yet; check the clock of this machine";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID" || code === "HOSTNAME_MISMATCH")
    return "is for another name; use the name that it was made for";
  return "is not trusted here; in Node, name the file of the authority that made it in NODE_EXTRA_CA_CERTS";
}

/** Node keeps the code in the cause, Bun in the error itself; browsers tell nothing. */
function codeOf(error: unknown): string {
  for (const each of [causeOf(error), error]) {
    const code = typeof each === "object" && each !== null && "code" in each ? each.code : undefined;
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
  }
  return "";
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function isDenosCertificateError(error: unknown): boolean {
  return error instanceof TypeError && error.message.includes("invalid peer certificate");
}

// Reads a client's certificate: from its TLS connection, or from the header of a proxy that the operator trusts with it.
// Must never believe the header of anybody else: certificates are public, so only who made the handshake knows the holder.
import { createHash, X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { ClientCertificate } from "#server/context.ts";

// An RSA-4096 certificate with a long list of names stays well below.
const MAX_BYTES = 12 * 1024;

/**
 * Finds a request's client certificate. Of a proxy that is trusted with the header only the header counts: the
 * certificate on the connection would be the proxy's own.
 */
export function certificateReader(
  trusts: (address: string) => boolean,
): (request: IncomingMessage) => ClientCertificate | null {
  const known = new WeakMap<Socket, ClientCertificate | null>();
  return (request) => {
    const { socket } = request;
    if (trusts(socket.remoteAddress ?? "")) {
      const forwarded = request.headers["client-cert"];
      return typeof forwarded === "string" ? readClientCertHeader(forwarded) : null;
    }
    if (!(socket instanceof TLSSocket)) return null;
    let certificate = known.get(socket);
    if (certificate === undefined) {
      const presented = socket.getPeerX509Certificate();
      certificate = presented ? readCertificate(presented.raw) : null;
      known.set(socket, certificate);
    }
    return certificate;
  };
}

/** What is asked of a certificate in DER form; null for what is none. */
function readCertificate(der: Uint8Array): ClientCertificate | null {
  try {
    const certificate = new X509Certificate(der);
    const [not_before, not_after] = [certificate.validFromDate, certificate.validToDate];
    // Bytes after the certificate would give it another fingerprint.
    if (!certificate.raw.equals(der)) return null;
    if (!Number.isFinite(not_before.getTime()) || !Number.isFinite(not_after.getTime())) return null;
    return { fingerprint: createHash("sha256").update(der).digest("hex"), not_before, not_after };
  } catch {
    return null;
  }
}

/** The certificate of a `Client-Cert` header; null for anything but one byte sequence in standard base64. @see RFC 9440 §2.2, RFC 8941 §3.3.5 */
function readClientCertHeader(header: string): ClientCertificate | null {
  const base64 = /^ *:([A-Za-z0-9+/]+={0,2}): *$/.exec(header)?.[1];
  if (!base64) return null;
  const der = Buffer.from(base64, "base64");
  // One spelling only: no spare bits, no missing padding.
  if (der.length > MAX_BYTES || der.toString("base64") !== base64) return null;
  return readCertificate(der);
}

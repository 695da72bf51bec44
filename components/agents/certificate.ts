// Reads a certificate just far enough to name it. Must never take a private key for one.

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/u;

/** SHA-256 of the first certificate of a PEM text, in hex; null where there is none. */
export async function certificateFingerprint(pem: string): Promise<string | null> {
  const [, body] = PEM.exec(pem) ?? [];
  if (!body) return null;
  try {
    const der = Uint8Array.from(atob(body.replaceAll(/\s/gu, "")), (letter) => letter.charCodeAt(0));
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
    return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch {
    return null;
  }
}

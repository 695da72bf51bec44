// An Ed25519 public key as SSH writes it, so that it can go into `authorized_keys` as it is. Pure.

const TYPE = "ssh-ed25519";

/** `raw`: the 32 bytes in base64. @see RFC 8709 §4, RFC 4253 §6.6 */
export function sshPublicKey(raw: string, comment: string): string {
  const key = Uint8Array.from(atob(raw), (letter) => letter.charCodeAt(0));
  const blob = [...field(new TextEncoder().encode(TYPE)), ...field(key)];
  return `${TYPE} ${btoa(String.fromCharCode(...blob))} ${comment.replaceAll(/\s+/gu, "-")}`;
}

/** A string as SSH stores it: four bytes of length, then the bytes. */
function field(bytes: Uint8Array): number[] {
  const { length } = bytes;
  return [length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff, ...bytes];
}

// Keys as files: the base64 of 32 bytes in one line, so that any client can read them.
// Must never send a key anywhere.
import { cmek } from "#sdk";

/** A key file is 45 bytes; what is much larger is something else. */
export const MAX_KEY_FILE_BYTES = 1_024;

/** The key in a file's text, or null when the text is no key. */
export function readKeyFile(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = cmek.fromBase64(text.trim());
  return bytes?.length === 32 ? bytes : null;
}

/** Under what name a key is saved: one that says what it opens, years later. */
export function keyFileName(vault: { name: string }, fingerprint: string): string {
  const name = vault.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return `1claw-${name || "vault"}-${shortFingerprint(fingerprint)}.key`;
}

/** The first digits of a fingerprint: enough to tell keys apart by eye. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, 8);
}

/** Hands the key to the browser's downloads. */
export function saveKeyFile(bytes: Uint8Array, filename: string): void {
  const url = URL.createObjectURL(
    new Blob([`${cmek.toBase64(bytes)}\n`], { type: "application/octet-stream" }),
  );
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  // Not at once: some browsers read the address only after the click's own task.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

// Owns CRC32C, the checksum Cloud KMS wants on everything that crosses the wire.
// It finds accidents, not attackers: nothing may be authenticated with it.

const CASTAGNOLI_REVERSED = 0x82f63b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ CASTAGNOLI_REVERSED : crc >>> 1;
  return crc;
});

/**
 * CRC32C (Castagnoli) of `bytes` as an unsigned 32-bit number.
 * @see RFC 3720 appendix B.4
 */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

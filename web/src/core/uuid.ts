export type RandomBytes = (count: number) => Uint8Array;

export const cryptoBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/**
 * A version 7 UUID (RFC 9562): 48 bits of milliseconds, then random bits.
 * `crypto.randomUUID` is missing where a page is served without TLS, as on a home network.
 */
export function uuidV7(nowMs: number, randomBytes: RandomBytes): string {
  const bytes = randomBytes(16);
  new DataView(bytes.buffer, bytes.byteOffset).setBigUint64(0, (BigInt(nowMs) << 16n) | BigInt(((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

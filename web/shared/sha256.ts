/** Hashes that let a page, a terminal and a test check that they hold the same bytes. */

import { sha256 } from '@noble/hashes/sha2.js';

/**
 * Lower-case hex SHA-256 of the bytes. Uses the platform's crypto, or the library's where there is none (pages that
 * are not in a secure context).
 */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  // crypto.subtle refuses views of shared memory.
  const own = new Uint8Array(bytes);
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  const digest = subtle ? new Uint8Array(await subtle.digest('SHA-256', own)) : sha256(own);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Hash of the values as little-endian int32. */
export function sha256OfInt32(values: Int32Array): Promise<string> {
  return sha256Hex(littleEndianBytes(values));
}

/** Hash of the values as little-endian float64. */
export function sha256OfFloat64(values: Float64Array): Promise<string> {
  return sha256Hex(littleEndianBytes(values));
}

const BIG_ENDIAN_MACHINE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 0;

function littleEndianBytes(values: Int32Array | Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (!BIG_ENDIAN_MACHINE) return bytes;
  const width = values.BYTES_PER_ELEMENT;
  return bytes.map((_, i) => bytes[i - (i % width) + width - 1 - (i % width)]!);
}

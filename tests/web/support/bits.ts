/** Bits of numbers as text, for fixtures and for comparisons that tell -0 from 0 and NaN from nothing. */

/** Every NaN as the one bit pattern of the contract, in place. */
export function canonicalNaN(values: Float64Array): Float64Array {
  const view = new DataView(values.buffer);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) view.setBigUint64(8 * i, 0x7ff8000000000000n, true);
  });
  return values;
}

/** Base64 of the values as little-endian float64, NaN in its canonical bits. */
export function toBase64(values: Float64Array | readonly number[]): string {
  return Buffer.from(canonicalNaN(Float64Array.from(values)).buffer).toString('base64');
}

/** The values of `toBase64`. */
export function fromBase64(text: string): Float64Array {
  return new Float64Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}

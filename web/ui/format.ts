/** Numbers as people read them. English grouping, a fixed number of figures, so that columns stay put. */

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number with thousands separated. */
export function whole(value: number): string {
  return grouped.format(value);
}

/** Milliseconds with three significant figures, without the unit. */
export function ms(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (value === 0) return '0';
  if (value >= 100) return grouped.format(value);
  if (value >= 10) return value.toFixed(1);
  return value >= 1 ? value.toFixed(2) : value.toFixed(3);
}

/** A number with five significant figures; for inertia. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e7 || size < 1e-3) ? value.toExponential(3) : String(Number(value.toPrecision(5)));
}

/** Decimals a ratio can honestly carry: no digit finer than the width of its interval, and never more than two. */
export function ratioDecimals(low: number, high: number): number {
  const width = high - low;
  if (!(width > 0)) return 2;
  const supported = Math.ceil(-Math.log10(width));
  return Math.min(2, Math.max(high < 10 ? 1 : 0, supported));
}

/** A ratio such as `6.1x`. */
export function times(value: number, decimals: number): string {
  return `${value.toFixed(decimals)}x`;
}

/** The start of a hash, enough to compare by eye. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}

/** `1 cluster`, `8 clusters`. */
export function count(value: number, noun: string): string {
  return `${whole(value)} ${noun}${value === 1 ? '' : 's'}`;
}

import ln from '@stdlib/math-base-special-ln';
import type { Rng } from '../shared/rng';

/**
 * Standard normal numbers by Marsaglia's polar method (Marsaglia and Bray, 1964): two numbers a turn, no sine or cosine.
 * The logarithm is pure arithmetic, so every browser draws the same bits.
 */
export class Normal {
  readonly #rng: Rng;
  #spare = 0;
  #hasSpare = false;

  constructor(rng: Rng) {
    this.#rng = rng;
  }

  next(): number {
    if (this.#hasSpare) {
      this.#hasSpare = false;
      return this.#spare;
    }
    let u: number, v: number, s: number;
    do {
      u = 2 * this.#rng.uniform() - 1;
      v = 2 * this.#rng.uniform() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const factor = Math.sqrt((-2 * ln(s)) / s);
    this.#spare = v * factor;
    this.#hasSpare = true;
    return u * factor;
  }
}

/** Writes a direction drawn evenly from the unit sphere to `out[offset .. offset + d)`: a normal vector, normalised. */
export function drawDirection(normal: Normal, out: Float64Array, offset: number, d: number): void {
  let squared = 0;
  for (let j = 0; j < d; j++) {
    const z = normal.next();
    out[offset + j] = z;
    squared += z * z;
  }
  const length = Math.sqrt(squared) || 1;
  for (let j = 0; j < d; j++) out[offset + j]! /= length;
}

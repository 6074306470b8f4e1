import type { Rng } from '../shared/rng';
import { Normal } from './normal';

/** What a distribution fills: zeroed arrays of n x d coordinates (row-major) and n truth labels, and its randomness. */
export interface Sheet {
  readonly data: Float64Array;
  readonly truth: Int32Array;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly rng: Rng;
  readonly normal: Normal;
}

/**
 * One distribution. It fills every row of the sheet once, in row order, with finite coordinates around the origin,
 * mostly inside [-10, 10]. Only + - * /, Math.sqrt, Math.floor and pure-arithmetic functions are allowed: the
 * specification leaves the bits of Math.sin, Math.log and the like to each browser.
 */
export type Generator = (sheet: Sheet) => void;

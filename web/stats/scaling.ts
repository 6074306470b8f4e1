/** What more threads bring: speed-up, efficiency, and the part of the work that stays serial. Pure arithmetic. */

import { linearRegression, mean, median } from 'simple-statistics';
import { KMeansError } from '../shared/types';
import { compare } from './verdict';

/** A speed-up with its 95 % interval (see `compare`; fewer than six pairs give less than 95 %). */
export interface SpeedUp {
  readonly ratio: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** Rounds it comes from; from six on the interval is one of 95 %. */
  readonly pairs: number;
  /** Whether the whole interval lies beyond the least factor worth a winner. */
  readonly decided: boolean;
}

/**
 * Time of the baseline over time of the other, from samples (milliseconds) whose i-th are of one round.
 *
 * @throws KMeansError when the lists differ in length, are empty, or hold what is not a positive number
 */
export function speedUp(baselineMs: readonly number[], otherMs: readonly number[]): SpeedUp {
  const { ratio, ciLow, ciHigh, verdict } = compare(baselineMs, otherMs);
  return { ratio, ciLow, ciHigh, pairs: otherMs.length, decided: verdict !== 'too-close-to-call' };
}

/** Speed-up a thread, over `threads` >= 1 of them: 1 is ideal. */
export function efficiency(ratio: number, threads: number): number {
  return ratio / threads;
}

/**
 * The serial fraction that a speed-up over one worker implies: (1/S - 1/p) / (1 - 1/p) (Karp and Flatt, Measuring
 * Parallel Processor Performance, 1990). It holds everything that does not shrink with threads, the cost of starting
 * and joining them too, so it may pass 1; below 0 the speed-up is more than the number of threads. Null for one thread.
 */
export function karpFlatt(ratio: number, threads: number): number | null {
  if (threads <= 1) return null;
  return (1 / ratio - 1 / threads) / (1 - 1 / threads);
}

/** Amdahl's law (1967) through measured times: T(p) = T1 (s + (1 - s) / p). */
export interface AmdahlFit {
  /** Fitted time on one thread, in the unit of the times. */
  readonly t1: number;
  /** Serial fraction s, 0 to 1. */
  readonly serial: number;
  /** Speed-up no number of threads passes, 1 / s; null where s is 0 and there is none. */
  readonly limit: number | null;
}

/** Threads and the time with them. */
export interface ThreadTime {
  readonly threads: number;
  readonly ms: number;
}

/**
 * Least squares of Amdahl's law with s in [0, 1]. With a = T1 s and b = T1 (1 - s) it is the line a + b (1/p) with a and
 * b at least 0; where the free line leaves that corner, the best one lies on the edge it left by.
 *
 * @throws KMeansError with fewer than two different thread counts
 */
export function fitAmdahl(times: readonly ThreadTime[]): AmdahlFit {
  if (new Set(times.map(({ threads }) => threads)).size < 2) {
    throw new KMeansError("Amdahl's law needs times of at least two thread counts.");
  }
  const points = times.map(({ threads, ms }): [number, number] => [1 / threads, ms]);
  let { b: a, m: b } = linearRegression(points);
  if (a < 0) {
    a = 0;
    b = mean(points.map(([x, y]) => x * y)) / mean(points.map(([x]) => x * x));
  } else if (b < 0) {
    a = mean(points.map(([, y]) => y));
    b = 0;
  }
  return { t1: a + b, serial: a / (a + b), limit: a === 0 ? null : (a + b) / a };
}

/** Speed-up over one thread that a serial fraction allows on `threads` threads. */
export function amdahlSpeedUp(serial: number, threads: number): number {
  return 1 / (serial + (1 - serial) / threads);
}

/** Samples of one thread count: milliseconds a fit, the i-th of all counts from one round. */
export interface ThreadSamples {
  readonly threads: number;
  readonly samplesMs: readonly number[];
}

/** One thread count of a scaling table. */
export interface ScalingRow extends ThreadSamples {
  readonly medianMs: number;
  /** Over the program built without threads. */
  readonly overSerial: SpeedUp;
  /** Over the threaded program on one thread: what the threads alone bring. Null where that was not measured. */
  readonly overOne: SpeedUp | null;
  /** Of `overOne`; null where that is. */
  readonly efficiency: number | null;
  /** Of `overOne`; null where that is, and for one thread. */
  readonly karpFlatt: number | null;
}

/**
 * Works a scaling table out.
 *
 * @param serialMs Samples of the program built without threads
 * @throws KMeansError as `speedUp` does
 */
export function scalingRows(serialMs: readonly number[], counts: readonly ThreadSamples[]): ScalingRow[] {
  const one = counts.find(({ threads }) => threads === 1)?.samplesMs;
  return counts.map(({ threads, samplesMs }) => {
    const overOne = one ? speedUp(one, samplesMs) : null;
    return {
      threads,
      samplesMs,
      medianMs: median([...samplesMs]),
      overSerial: speedUp(serialMs, samplesMs),
      overOne,
      efficiency: overOne && efficiency(overOne.ratio, threads),
      karpFlatt: overOne && karpFlatt(overOne.ratio, threads),
    };
  });
}

/** The row of the smallest median; null of none. */
export function bestRow<T extends { readonly medianMs: number }>(rows: readonly T[]): T | null {
  return rows.reduce<T | null>((best, row) => (best === null || row.medianMs < best.medianMs ? row : best), null);
}

/** How many processors really work at once: browsers round what they claim, and other work takes its part. */

import { median } from 'simple-statistics';
import { now } from '../platform/clock';
import { SpinClient } from '../workers/spin-client';

/** About how long each worker computes in one timing, in milliseconds. */
const SPIN_MS = 50;
/** Most workers, whatever the claim. */
const MOST_WORKERS = 8;
const TRIES = 3;
const FIRST_STEPS = 1_000_000;
const MOST_STEPS = 2 ** 31;

/** Work done a second by `workers` at once, over that of one. */
export interface SpeedUp {
  readonly workers: number;
  readonly speedUp: number;
}

/** A worker that can be kept busy; tests hand in fakes. */
export interface Spinner {
  spin(steps: number): Promise<number>;
  close(): void;
}

/** 1, 2, 4 and so on below the claim, and the claim itself, at most eight. */
export function workerCounts(claimed: number): number[] {
  const most = Math.max(1, Math.min(MOST_WORKERS, Math.floor(claimed)));
  const counts: number[] = [];
  for (let count = 1; count < most; count *= 2) counts.push(count);
  return [...counts, most];
}

async function wallMs(spinners: readonly Spinner[], steps: number, clock: () => number): Promise<number> {
  const start = clock();
  await Promise.all(spinners.map((spinner) => spinner.spin(steps)));
  return clock() - start;
}

/** Steps that keep one worker busy for about SPIN_MS; more and more of them, until the clock can tell. */
async function calibrate(spinner: Spinner, clock: () => number): Promise<number> {
  let steps = FIRST_STEPS;
  for (;;) {
    const ms = await wallMs([spinner], steps, clock);
    if (ms >= SPIN_MS / 2 || steps >= MOST_STEPS) return Math.min(MOST_STEPS, Math.ceil((steps * SPIN_MS) / ms));
    steps *= 2;
  }
}

/**
 * Times the same integer loop on 1, 2, 4 and so on workers at once: each worker does the same work, so `w` workers that
 * take as long as one do `w` times the work. The median of three tries; a busy machine shows as a low figure.
 *
 * @throws AbortError when the signal fires; an Error when a worker dies
 */
export async function measureCores(
  claimed: number,
  signal: AbortSignal,
  make: () => Spinner = () => new SpinClient(),
  clock: () => number = now,
): Promise<SpeedUp[]> {
  signal.throwIfAborted();
  const counts = workerCounts(claimed);
  const spinners = Array.from({ length: counts.at(-1) ?? 1 }, make);
  const end = (): void => {
    for (const spinner of spinners) spinner.close();
  };
  signal.addEventListener('abort', end);
  try {
    // Each worker is started, and its loop compiled, before anything is timed.
    await wallMs(spinners, FIRST_STEPS, clock);
    const steps = await calibrate(spinners[0]!, clock);
    const times = new Map<number, number>();
    for (const workers of counts) {
      const tries: number[] = [];
      for (let i = 0; i < TRIES; i++) tries.push(await wallMs(spinners.slice(0, workers), steps, clock));
      times.set(workers, median(tries));
    }
    const alone = times.get(1)!;
    return counts.map((workers) => ({ workers, speedUp: (workers * alone) / times.get(workers)! }));
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

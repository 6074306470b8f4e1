import { median } from 'simple-statistics';

/**
 * When a lane counts as warm: after `minRuns` runs and `minMs` milliseconds, once the medians of the last two windows lie
 * within the tolerance; after `capMs` in any case.
 */
export interface WarmUp {
  readonly minRuns: number;
  readonly minMs: number;
  readonly capMs: number;
  readonly window: number;
  readonly tolerance: number;
}

/** Compilers tier up over the first calls, which are several times slower. Short, for a verdict within seconds. */
export const WARM_UP: WarmUp = { minRuns: 6, minMs: 120, capMs: 300, window: 3, tolerance: 0.03 };
/** For who has time for many pairs. */
export const RIGOROUS_WARM_UP: WarmUp = { minRuns: 10, minMs: 500, capMs: 3000, window: 5, tolerance: 0.03 };
/** From this many pairs on the long warm-up is worth its time. */
const RIGOROUS_PAIRS = 61;

/** The warm-up of a race of so many pairs. */
export function warmUpFor(pairs: number): WarmUp {
  return pairs >= RIGOROUS_PAIRS ? RIGOROUS_WARM_UP : WARM_UP;
}

/**
 * Whether a lane has settled: enough runs, enough time, and the median of the last few within 3 % of the few before.
 *
 * @param runsMs Milliseconds of every run so far, in order
 */
export function isSettled(runsMs: readonly number[], rule: WarmUp = WARM_UP): boolean {
  const { minRuns, minMs } = rule;
  const total = runsMs.reduce((sum, ms) => sum + ms, 0);
  return runsMs.length >= minRuns && total >= minMs && isSteady(runsMs, rule);
}

/**
 * Whether the last runs took as long as the few before. Of slow fits the cap leaves fewer runs than two windows: they are
 * then halves, and a single run, long enough for any compiler, counts as steady.
 */
export function isSteady(runsMs: readonly number[], { window, tolerance }: WarmUp = WARM_UP): boolean {
  const size = Math.min(window, Math.floor(runsMs.length / 2));
  if (size === 0) return true;
  const late = median(runsMs.slice(-size));
  const early = median(runsMs.slice(-2 * size, -size));
  return Math.abs(late / early - 1) <= tolerance;
}

/** Whether warming up has gone on long enough, settled or not. */
export function isOverCap(runsMs: readonly number[], rule: WarmUp = WARM_UP): boolean {
  return runsMs.reduce((sum, ms) => sum + ms, 0) >= rule.capMs;
}

/** How long a timed sample must last for one step of the clock to be a thousandth of it, within reason. */
export function sampleLengthMs(step: number): number {
  return Math.min(250, Math.max(10, 1000 * step));
}

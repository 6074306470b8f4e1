import { median } from 'simple-statistics';

/** When a lane counts as warm: compilers tier up over the first calls, which are several times slower. */
export const WARM_UP = { minRuns: 6, minMs: 120, capMs: 300, window: 3, tolerance: 0.03 } as const;

/**
 * Whether a lane has settled: enough runs, enough time, and the median of the last few within 3 % of the few before.
 *
 * @param runsMs Milliseconds of every run so far, in order
 */
export function isSettled(runsMs: readonly number[]): boolean {
  const { minRuns, minMs, window, tolerance } = WARM_UP;
  const total = runsMs.reduce((sum, ms) => sum + ms, 0);
  if (runsMs.length < minRuns || total < minMs) return false;
  const late = median(runsMs.slice(-window));
  const early = median(runsMs.slice(-2 * window, -window));
  return Math.abs(late / early - 1) <= tolerance;
}

/** Whether warming up has gone on long enough, settled or not. */
export function isOverCap(runsMs: readonly number[]): boolean {
  return runsMs.reduce((sum, ms) => sum + ms, 0) >= WARM_UP.capMs;
}

/** How long a timed sample must last for one step of the clock to be a thousandth of it, within reason. */
export function sampleLengthMs(step: number): number {
  return Math.min(250, Math.max(10, 1000 * step));
}

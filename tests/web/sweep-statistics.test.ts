import { describe, expect, it } from 'vitest';
import { hintsOf, type ScoredK } from '../../web/stats/quality';
import { taskTimes, threadGains, type TaskSamples } from '../../web/stats/sweep';

const steady = (ms: number): number[] => Array.from({ length: 7 }, (_, i) => ms * (1 + i / 1000));

const TASKS: readonly TaskSamples[] = [
  { lane: 'js-tuned', task: 'single', samplesMs: steady(8) },
  { lane: 'js-tuned', task: 'within', samplesMs: steady(90) },
  { lane: 'wasm-exact', task: 'single', samplesMs: steady(4) },
  { lane: 'wasm-exact', task: 'within', samplesMs: steady(30) },
  { lane: 'wasm-exact-threads', task: 'single', samplesMs: steady(4) },
  { lane: 'wasm-exact-threads', task: 'within', samplesMs: steady(20) },
  { lane: 'wasm-exact-threads', task: 'across', samplesMs: steady(10) },
];

describe('times of one fit and of the pile', () => {
  it('compares a single fit with a single fit and a sweep, however spread, with the sweep', () => {
    const times = taskTimes(TASKS, 'js-tuned');
    expect(times.map(({ against }) => against && Math.round(against.ratio * 10) / 10)).toEqual([
      ...[null, null, 2, 3, 2],
      ...[4.5, 9],
    ]);
    expect(times[0]!.medianMs).toBeCloseTo(8.024, 10);
  });

  it('leaves out what was not timed, and compares nothing without the baseline', () => {
    const times = taskTimes([...TASKS.slice(2), { lane: 'wasm-simd', task: 'single', samplesMs: [] }], 'js-tuned');
    expect(times).toHaveLength(5);
    expect(times.every(({ against }) => against === null)).toBe(true);
  });

  it('says what threads bring to each, apart', () => {
    const gains = threadGains(TASKS, 'wasm-exact', 'wasm-exact-threads')!;
    expect(gains.single).toMatchObject({ ratio: 1, verdict: 'too-close-to-call' });
    expect(gains.within.ratio).toBeCloseTo(1.5, 10);
    expect(gains.across).toMatchObject({ verdict: 'b-faster' });
    expect(gains.across.ratio).toBeCloseTo(3, 10);
    expect(threadGains(TASKS.slice(0, -1), 'wasm-exact', 'wasm-exact-threads')).toBeNull();
  });
});

describe('hints of the scores', () => {
  const row = (k: number, silhouette: number | null, daviesBouldin: number | null, ch: number | null): ScoredK => ({
    ...{ k, inertia: 100 / k, iterations: k, silhouette, daviesBouldin },
    calinskiHarabasz: ch,
  });

  it('takes the largest silhouette and Calinski-Harabasz, the smallest Davies-Bouldin, the smallest k on ties', () => {
    const rows = [row(1, null, null, null), row(2, -0.5, 0.9, 10), row(3, 0.4, 0.3, 10), row(4, 0.4, 0.3, 9)];
    expect(hintsOf(rows)).toEqual({ silhouette: 3, daviesBouldin: 3, calinskiHarabasz: 2 });
  });

  it('has none where no score is defined', () => {
    const none = { silhouette: null, daviesBouldin: null, calinskiHarabasz: null };
    expect(hintsOf([row(1, null, null, null)])).toEqual(none);
  });
});

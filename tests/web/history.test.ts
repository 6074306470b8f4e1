import { describe, expect, it } from 'vitest';
import { FitHistory, HISTORY_BYTES } from '../../web/bench/history';
import { Rng } from '../../web/shared/rng';
import type { Frame } from '../../web/workers/protocol';

const N = 100_000;
const K = 8;

function frame(rows: Uint32Array, labels: Uint16Array, iteration: number, d = 2): Frame {
  const stats = { inertia: 1000 - iteration, changed: rows.length, shift: 1, empties: 0 };
  return { stats, rows, labels, centroids: new Float64Array(K * d).fill(iteration) };
}

/** Iteration `iteration` of a made-up fit: that many rows, from a random one on, get a label that tells when. */
function changes(n: number, count: number, iteration: number, rng: Rng): Frame {
  const from = Math.min(rng.below(n), n - count);
  const rows = new Uint32Array(count);
  for (let i = 0; i < count; i++) rows[i] = from + i;
  return frame(rows, new Uint16Array(count).fill(iteration), iteration);
}

/** Plays a fit into a history, and keeps all labels beside it for as many iterations as asked. */
function play(n: number, iterations: number, changed: (i: number) => number, limit?: number) {
  const rng = new Rng(3);
  const history = new FitHistory(n, limit);
  const truth: Int32Array[] = [];
  const now = new Int32Array(n);
  for (let i = 0; i < iterations; i++) {
    const next = changes(n, i === 0 ? n : changed(i), i, rng);
    for (let at = 0; at < next.rows.length; at++) now[next.rows[at]!] = next.labels[at]!;
    if (n <= 1000) truth.push(now.slice());
    history.add(next, null);
  }
  history.close();
  return { history, truth, last: now };
}

/** Bytes of every array that hangs on a value, each counted once. */
function arrayBytes(value: unknown, seen = new Set<unknown>()): number {
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return Object.values(value).reduce<number>((sum, each) => sum + arrayBytes(each, seen), 0);
}

describe('the history of a fit', () => {
  it.each([
    ['few', (i: number) => i % 5],
    ['most', () => 900],
  ])('gives back every assignment when %s rows change', (_, changed) => {
    const { history, truth } = play(1000, 100, changed);
    expect(history.whole).toBe(true);
    expect(history.frames.map(({ iteration }) => iteration)).toEqual([...truth.keys()]);
    // Backwards too, as a scrubber goes.
    for (let i = 99; i >= 0; i--) expect(history.labelsAt(i)).toEqual(truth[i]);
  });

  it('keeps 1,000 iterations of 100,000 points whole when the changes die down as they do in fits', () => {
    const { history, last } = play(N, 1000, (i) => Math.ceil((N * 0.3) / i));
    expect(history.whole).toBe(true);
    expect(history.frames).toHaveLength(1000);
    expect(history.bytes).toBeLessThanOrEqual(HISTORY_BYTES);
    expect(arrayBytes(history)).toBeLessThanOrEqual(history.bytes);
    expect(history.labelsAt(999)).toEqual(last);
  });

  it('stays within its bytes when every label changes every time, and shows later iterations more rarely', () => {
    const { history, last } = play(N, 1000, () => N);
    expect(history.bytes).toBeLessThanOrEqual(HISTORY_BYTES);
    expect(arrayBytes(history)).toBeLessThanOrEqual(HISTORY_BYTES);
    expect(history.whole).toBe(false);
    const kept = history.frames.map(({ iteration }) => iteration);
    expect(kept.slice(0, 100)).toEqual([...Array(100).keys()]);
    const gaps = kept.slice(1, -1).map((iteration, i) => iteration - kept[i]!);
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(kept.at(-1)).toBe(999);
    expect(history.labelsAt(kept.length - 1)).toEqual(last);
  });

  it('gives back what it kept, however little', () => {
    const { history, truth } = play(1000, 200, (i) => (i % 3 === 0 ? 900 : 7), 60_000);
    expect(history.whole).toBe(false);
    expect(history.bytes).toBeLessThanOrEqual(60_000);
    for (const [index, { iteration }] of history.frames.entries()) {
      expect(history.labelsAt(index)).toEqual(truth[iteration]);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { record, type RecordHost, type RecordLane } from '../../web/bench/record';
import type { Contestant } from '../../web/bench/types';
import { createJsEngine } from '../../web/engines/js';
import type { Engine } from '../../web/engines/engine';
import type { Dataset } from '../../web/shared/types';
import { changedRows } from '../../web/workers/changed-rows';
import type { Frame } from '../../web/workers/protocol';
import { generate } from '../../web/datasets/registry';
import { FIT } from './support/fake-lane';
import { makeWasmEngines } from './support/wasm-node';

const FIRST: Contestant = { id: 'wasm-simd', threads: 1 };
const SECOND: Contestant = { id: 'js', threads: 1 };

/** Four points; `labels` of each assignment in turn. */
const FOUR: Dataset = {
  ...{ name: 'four', source: 'generated', n: 4, d: 1, columns: ['x'], truth: null },
  data: Float64Array.of(0, 1, 10, 11),
};

function frames(all: readonly (readonly number[])[], centroid = 0): Frame[] {
  return all.map((labels, i) => {
    const stats = { inertia: 9 - i, changed: 0, shift: 0, empties: 0 };
    return { stats, ...changedRows(all[i - 1] ?? null, labels), centroids: Float64Array.of(centroid, 1) };
  });
}

interface Played {
  readonly frames: readonly Frame[];
  /** Thrown in place of this frame. */
  readonly failsAt?: number;
}

function host(...plays: Played[]): RecordHost & { closed: number } {
  let made = 0;
  const result = {
    wasmBaseUrl: '',
    closed: 0,
    makeLane: (): RecordLane => {
      const { frames: all, failsAt } = plays[made++]!;
      return {
        open: () => Promise.resolve({ threads: 1, loadMs: 0, cold: { fetchMs: 0, compileMs: 0, instantiateMs: 0 } }),
        load: () => Promise.resolve({ copyInMs: 0 }),
        record: async (_params, onFrame) => {
          for (const [i, frame] of all.entries()) {
            if (i === failsAt) throw new Error('out of memory');
            await onFrame(frame);
          }
          return { iterations: all.length - 1, converged: true, inertia: 1 };
        },
        close: () => {
          result.closed++;
        },
      };
    },
  } as unknown as RecordHost & { closed: number };
  return result;
}

const SAME = [
  [0, 0, 0, 1],
  [0, 0, 1, 1],
  [0, 0, 1, 1],
];

function run(from: RecordHost, second: Contestant | null = SECOND, signal = new AbortController().signal) {
  const seen: number[] = [];
  const spec = { dataset: FOUR, fit: FIT, first: FIRST, second };
  return { seen, recording: record(spec, (iterations) => seen.push(iterations), signal, from) };
}

describe('a recording', () => {
  it('of one lane keeps every assignment and compares nothing', async () => {
    const from = host({ frames: frames(SAME) });
    const { seen, recording } = run(from, null);
    const { history, agreement, summary } = await recording;
    expect(seen).toEqual([0, 1, 2]);
    expect(agreement).toBeNull();
    expect(summary.iterations).toBe(2);
    expect(SAME.map((_, i) => [...history.labelsAt(i)])).toEqual(SAME);
    expect(from.closed).toBe(1);
  });

  it('of two equal lanes counts no row that differs, after every assignment', async () => {
    const { agreement, history } = await run(host({ frames: frames(SAME) }, { frames: frames(SAME) })).recording;
    expect(agreement).toEqual({ compared: 3, mostRows: 0, mostValues: 0, sameLength: true });
    expect(history.frames.map(({ differing }) => differing)).toEqual(SAME.map(() => new Uint32Array(0)));
  });

  it('finds the rows, values and iterations that differ, also where a difference goes away again', async () => {
    const other = [SAME[0]!, [1, 0, 0, 1], SAME[2]!, SAME[2]!];
    const { agreement, history } = await run(host({ frames: frames(SAME) }, { frames: frames(other, -0) })).recording;
    expect(agreement).toEqual({ compared: 3, mostRows: 2, mostValues: 1, sameLength: false });
    expect(history.frames.map(({ differing }) => [...(differing ?? [])])).toEqual([[], [0, 2], []]);
  });

  it('goes on alone where the other lane ends early', async () => {
    const { agreement, history } = await run(host({ frames: frames(SAME) }, { frames: frames(SAME.slice(0, 1)) }))
      .recording;
    expect(agreement).toMatchObject({ compared: 1, sameLength: false });
    expect(history.frames.map(({ differing }) => differing === null)).toEqual([false, true, true]);
  });

  it.each([0, 1])('fails when lane %i fails, and leaves no lane open', async (broken) => {
    const plays = [0, 1].map((lane) => ({ frames: frames(SAME), failsAt: lane === broken ? 1 : undefined }));
    const from = host(...(plays as Played[]));
    await expect(run(from).recording).rejects.toThrow('out of memory');
    expect(from.closed).toBeGreaterThanOrEqual(2);
  });

  it('starts nothing once it was cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    const from = host({ frames: [] }, { frames: [] });
    await expect(run(from, SECOND, abort.signal).recording).rejects.toThrow('aborted');
    expect(from.closed).toBe(0);
  });
});

/** Labels and centroids after every assignment. */
function steps(engine: Engine, points: Dataset) {
  engine.load(points);
  const stepper = engine.stepper({ ...FIT, k: 5 });
  const all: { labels: Int32Array; centroids: Float64Array }[] = [];
  stepper.seed();
  stepper.assign();
  all.push(stepper.snapshot!());
  while (!stepper.finished()) {
    stepper.update();
    stepper.assign();
    all.push(stepper.snapshot!());
  }
  stepper.summary();
  return { all, result: engine.result() };
}

describe('looking into a fit', () => {
  it('shows the same in every engine after every assignment, and disturbs none of them', async () => {
    const points = generate({ distribution: 'spiral', n: 5000, d: 2, k: 5, seed: 1 });
    const plain = createJsEngine('js');
    const { all, result } = steps(plain, points);
    expect(all.length).toBeGreaterThan(5);
    plain.fit({ ...FIT, k: 5 });
    expect(result).toEqual(plain.result());
    expect(all.at(-1)).toEqual({ labels: result.labels, centroids: result.centroids });
    const wasm = await makeWasmEngines();
    const others = [
      ...wasm,
      ...(['js-objects', 'js-tuned', 'js-exact'] as const).map((id) => [id, createJsEngine(id)] as const),
    ];
    for (const [name, engine] of others) {
      expect(steps(engine, points), name).toEqual({ all, result });
      engine.dispose();
    }
  });
});

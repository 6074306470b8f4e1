import { describe, expect, it, vi } from 'vitest';
import { ladderBy, type LadderResult, type Racing } from '../../web/bench/experiments/ladder';
import type { ExperimentInput } from '../../web/bench/experiments/types';
import { conclude } from '../../web/bench/race';
import { Runner } from '../../web/bench/runner';
import { CONTRACT_LANE_IDS, LANES, type LaneId } from '../../web/shared/lanes';
import { climb, RUNGS, shares, totals, type LaneSamples } from '../../web/stats/ladder';
import { factorPhrase, rungSentence } from '../../web/ui/experiments/ladder-sentences';
import { fakeHost, FIT, raceSpec, type Script } from './support/fake-lane';

/** Milliseconds of each lane: every change has a factor of its own, and scalar C++ loses. */
const MS: Readonly<Partial<Record<LaneId, number>>> = {
  ...{ 'js-objects': 240, js: 120, 'js-tuned': 60, 'js-exact': 15, wasm: 80, 'wasm-simd': 16 },
  ...{ 'wasm-threads': 8, 'wasm-exact': 4, 'wasm-exact-threads': 4 },
};

function samples(ids: readonly LaneId[], rounds = 7): LaneSamples[] {
  return ids.map((id) => ({ id, samplesMs: Array.from({ length: rounds }, (_, i) => MS[id]! * (1 + i / 100)) }));
}

function input(more: Partial<ExperimentInput> = {}): ExperimentInput {
  return {
    ...{ dataset: raceSpec([]).dataset, fit: FIT, available: CONTRACT_LANE_IDS, chosen: ['js'], threads: 2, cores: 2 },
    ...{ chooseThreads: false, pairs: 7, scope: 'fit', budgetMs: 1000, kMax: 4, seeds: 10, ...more },
  };
}

/** Races fake lanes, each by its time in MS. */
function racing(scripts: Partial<Record<LaneId, Script>> = {}): Racing {
  return async (spec, hooks, signal) => {
    const all = spec.contestants.map(({ id }): Script => ({ ms: () => MS[id] ?? 50, ...scripts[id] }));
    return conclude(await new Runner(spec, fakeHost(all), hooks, signal).run(), spec);
  };
}

function run(
  more: Partial<ExperimentInput> = {},
  scripts: Partial<Record<LaneId, Script>> = {},
): Promise<LadderResult> {
  const hooks = { onProgress: () => undefined };
  return ladderBy(racing(scripts))(input(more), hooks, new AbortController().signal);
}

describe('the rungs', () => {
  it('cover every lane of the contract once, each over one that stands before it', () => {
    expect(RUNGS.map(({ id }) => id).sort()).toEqual([...CONTRACT_LANE_IDS].sort());
    for (const [i, { over }] of RUNGS.entries()) {
      if (over !== null) expect(RUNGS.slice(0, i).map(({ id }) => id)).toContain(over);
    }
  });

  it('change one thing each: language, algorithm or threads, never two', () => {
    for (const { id, over } of RUNGS) {
      if (over === null) continue;
      const [a, b] = [LANES[id], LANES[over]];
      const changes = [a.language !== b.language, a.algorithm !== b.algorithm, a.threaded !== b.threaded];
      expect(changes.filter(Boolean).length, `${id} over ${over}`).toBeLessThanOrEqual(1);
    }
  });

  it('are factors of time over the lane without the change', () => {
    const rungs = climb(samples(CONTRACT_LANE_IDS));
    const found = Object.fromEntries(rungs.map(({ id, over, factor, verdict }) => [id, [over, factor, verdict]]));
    const about = (value: number): unknown => expect.closeTo(value, 10);
    expect(found).toEqual({
      js: ['js-objects', about(2), 'faster'],
      'js-tuned': ['js', about(2), 'faster'],
      'js-exact': ['js-tuned', about(4), 'faster'],
      wasm: ['js-tuned', about(0.75), 'slower'],
      'wasm-simd': ['wasm', about(5), 'faster'],
      'wasm-threads': ['wasm-simd', about(2), 'faster'],
      'wasm-exact': ['wasm-simd', about(4), 'faster'],
      'wasm-exact-threads': ['wasm-exact', about(1), 'too-close-to-call'],
    });
  });

  it('go over the nearest measured lane below where one is missing', () => {
    const lanes = samples(['js', 'wasm', 'wasm-exact']);
    expect(climb(lanes).map(({ id, over }) => [id, over])).toEqual([
      ['wasm', 'js'],
      ['wasm-exact', 'wasm'],
    ]);
    expect(rungSentence(climb(lanes)[0]!, [])).toContain('over JavaScript, as JavaScript, tuned is missing');
  });

  it('have totals over plain JavaScript, and none without it', () => {
    expect(totals(samples(['js', 'wasm-exact'])).map(({ id, over, factor }) => [id, over, Math.round(factor)])).toEqual(
      [['wasm-exact', 'js', 30]],
    );
    expect(totals(samples(['wasm', 'wasm-exact']))).toEqual([]);
  });

  it('share the logarithm of the way up: parts sum to 1, the largest first, a loss below 0', () => {
    const parts = shares(climb(samples(CONTRACT_LANE_IDS)));
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(parts.map(({ share }) => share)).toEqual(parts.map(({ share }) => share).sort((a, b) => b - a));
    expect(parts.at(-1)).toMatchObject({ id: 'wasm' });
    expect(parts.at(-1)!.share).toBeLessThan(0);
    expect(shares(climb(samples(['js', 'js-objects'])))).toEqual([]);
  });
});

describe('the experiment', () => {
  it('races every lane at hand once and says where the speed came from', async () => {
    const result = await run();
    expect(result.lanes.map(({ id }) => id)).toEqual(RUNGS.map(({ id }) => id));
    for (const { id, samplesMs, medianMs } of result.lanes) expect([samplesMs.length, medianMs]).toEqual([7, MS[id]]);
    expect(result).toMatchObject({ sameAnswer: true, missing: [] });
    expect(result.sentence).toBe(
      'On this machine WebAssembly exact + threads is 30x faster than plain JavaScript (30x to 30x): by SIMD (5.0x), the exact ' +
        'algorithm (4.0x) and hand tuning (2.0x). No difference that can be told: threads. ' +
        'Cost time: C++ in WebAssembly (1.33x slower).',
    );
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('names the lanes that are not there', async () => {
    const available = CONTRACT_LANE_IDS.filter((id) => !LANES[id].threaded);
    const { missing, rungs } = await run({ available });
    expect(missing.map(({ id }) => id)).toEqual(['wasm-threads', 'wasm-exact-threads']);
    expect(rungs.map(({ id }) => id)).not.toContain('wasm-threads');
  });

  it('says why a lane failed', async () => {
    const before = (call: string): void => {
      if (call === 'first') throw new Error('out of memory');
    };
    const { missing } = await run({}, { wasm: { before } });
    expect(missing).toEqual([{ id: 'wasm', reason: 'out of memory' }]);
  });

  it('has no factors when the answers differ', async () => {
    const result = await run({}, { wasm: { answer: { iterations: 9 } } });
    expect(result).toMatchObject({ sameAnswer: false, rungs: [], totals: [] });
    expect(result.sentence).toBe('The lanes computed different answers, so there are no factors.');
  });

  it('gives no verdict on fewer than six rounds', async () => {
    const { sentence, rungs } = await run({ pairs: 3 });
    expect(sentence).toContain('it takes 6 timed rounds, and there are 3');
    expect(rungs.every(({ verdict }) => verdict === 'too-close-to-call')).toBe(true);
  });

  it('keeps libraries beside the ladder', async () => {
    const { lanes, rungs, totals: all } = await run({ available: ['skmeans', 'js', 'js-tuned'] });
    expect(lanes.map(({ id }) => id)).toEqual(['js', 'js-tuned', 'skmeans']);
    expect(rungs.map(({ id }) => id)).toEqual(['js-tuned']);
    expect(all.map(({ id }) => id)).toEqual(['js-tuned', 'skmeans']);
  });

  it('leaves its whole rounds when it is cancelled', async () => {
    const abort = new AbortController();
    const onPartial = vi.fn<(partial: LadderResult) => void>();
    const before = (call: string, sample: number): void => {
      if (call === 'sample' && sample === 12) abort.abort();
    };
    const work = ladderBy(racing({ js: { before } }))(
      input({ pairs: 50 }),
      { onProgress: () => undefined, onPartial },
      abort.signal,
    );
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    const [partial] = onPartial.mock.lastCall!;
    const counts = partial.lanes.map(({ samplesMs }) => samplesMs.length);
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeGreaterThan(0);
    expect(partial.lanes.find(({ id }) => id === 'wasm-threads')!.threads).toBeNull();
  });
});

describe('the words', () => {
  it('speak from the faster side and never hide a tie', () => {
    const rung = { id: 'wasm', over: 'js-tuned' } as const;
    expect(factorPhrase({ ...rung, factor: 3.1, low: 3, high: 3.2, verdict: 'faster' })).toBe('3.1x (3.0x to 3.2x)');
    expect(factorPhrase({ ...rung, factor: 0.5, low: 0.4, high: 0.625, verdict: 'slower' })).toBe(
      '2.0x slower (1.6x to 2.5x)',
    );
    expect(factorPhrase({ ...rung, factor: 1, low: 0.9, high: 1.1, verdict: 'too-close-to-call' })).toBe(
      'too close to call (0.90x to 1.10x)',
    );
  });
});

import type { OpenOptions } from '../../web/workers/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Runner } from '../../web/bench/runner';
import type { RaceLane, RawOutcome } from '../../web/bench/runner';
import type { RaceHooks, RaceProgress, RaceSpec } from '../../web/bench/types';
import type { LaneId } from '../../web/shared/lanes';
import { fakeHost, raceSpec } from './support/fake-lane';
import type { FakeHost, Script } from './support/fake-lane';

const IDS: readonly LaneId[] = ['js', 'wasm', 'wasm-simd'];

interface Ran {
  readonly host: FakeHost;
  readonly outcome: Promise<RawOutcome>;
  readonly abort: AbortController;
}

function start(scripts: readonly Script[], more: Partial<RaceSpec> = {}, hooks: RaceHooks = {}): Ran {
  const host = fakeHost(scripts);
  const abort = new AbortController();
  return { host, abort, outcome: new Runner(raceSpec(IDS, more), host, hooks, abort.signal).run() };
}

const callsOf = (host: FakeHost, call: string): number[] =>
  host.calls.filter((entry) => entry.endsWith(` ${call}`)).map((entry) => Number(entry.split(' ')[0]));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a race where all goes well', () => {
  it('opens all, compares the answers, and only then takes the time', async () => {
    const { host, outcome } = start([{}, {}, {}]);
    const { entries, disagreement, rounds, timerResolutionMs } = await outcome;
    expect(disagreement).toBeNull();
    expect([rounds, timerResolutionMs]).toEqual([7, 0.005]);
    const stages = host.calls.map((call) => call.split(' ')[1]!);
    expect(stages.lastIndexOf('open')).toBeLessThan(stages.indexOf('first'));
    expect(stages.lastIndexOf('first')).toBeLessThan(stages.indexOf('sample'));
    expect(stages.lastIndexOf('sample')).toBeLessThan(stages.indexOf('phases'));
    for (const [i, entry] of entries.entries()) {
      expect(entry).toMatchObject({ index: i, threads: 1, coldMs: 10 + i, failure: null, wavered: false });
      expect(entry.phases).toEqual({ load: 5, copyIn: 1, init: 2, assign: 3, update: 4, copyOut: 5 });
      expect(entry.samplesMs).toHaveLength(7);
    }
    expect(host.closed.every((reasons) => reasons.length > 0)).toBe(true);
  });

  it('samples every lane once in each round, in an order that follows the seed', async () => {
    const orderOf = async (seed: number): Promise<number[]> => {
      const { host, outcome } = start([{}, {}, {}], { fit: { ...raceSpec(IDS).fit, seed } });
      await outcome;
      return callsOf(host, 'sample').slice(-3 * 7);
    };
    const order = await orderOf(42);
    for (let round = 0; round < 7; round++) {
      expect(order.slice(3 * round, 3 * round + 3).sort()).toEqual([0, 1, 2]);
    }
    expect(await orderOf(42)).toEqual(order);
    expect(await orderOf(43)).not.toEqual(order);
  });

  it('traces once, in the lane whose first run was the fastest, for all', async () => {
    const { host, outcome } = start([{}, {}, {}]);
    const { entries } = await outcome;
    expect(callsOf(host, 'trace')).toEqual([0]);
    for (const { answer } of entries) expect(answer!.trace).toHaveLength(1);
  });

  it('tells progress, answers and samples as they come', async () => {
    const progress: RaceProgress[] = [];
    const onAnswer = vi.fn();
    const onSample = vi.fn();
    await start([{}, {}, {}], { pairs: 2 }, { onProgress: (step) => progress.push(step), onAnswer, onSample }).outcome;
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual([
      'open',
      'first-run',
      'warm-up',
      'measure',
      'finish',
    ]);
    expect(progress.filter(({ stage }) => stage === 'measure').map(({ done, total }) => [done, total])).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
    expect(onAnswer.mock.calls.map(([contestant]) => contestant as number)).toEqual([0, 1, 2]);
    expect(onSample).toHaveBeenCalledTimes(6);
    expect(onSample.mock.calls.map(([, , round]) => round as number)).toEqual([0, 0, 0, 1, 1, 1]);
  });
});

describe('lanes that fail', () => {
  const broken = (call: string, count = 0): Script => ({
    before: (now, seen) => {
      if (now === call && seen === count) throw new Error(`broke at ${call}`);
    },
  });

  it.each(['open', 'load', 'first', 'sample', 'phases'])(
    'one that fails at %s is out, the others go on',
    async (call) => {
      const onFailure = vi.fn();
      const { host, outcome } = start([{}, broken(call), {}], {}, { onFailure });
      const { entries, rounds } = await outcome;
      expect(rounds).toBe(7);
      expect(entries.map(({ failure }) => failure?.message ?? null)).toEqual([null, `broke at ${call}`, null]);
      expect(onFailure).toHaveBeenCalledExactlyOnceWith(1, entries[1]!.failure);
      expect(host.closed[1]![0]).toBe(entries[1]!.failure);
      for (const index of [0, 2]) expect(entries[index]!.samplesMs).toHaveLength(7);
      expect(host.calls.slice(host.calls.lastIndexOf(`1 ${call}`) + 1).some((entry) => entry.startsWith('1 '))).toBe(
        false,
      );
    },
  );

  it('the samples of the others stay paired when one fails in the middle of a round', async () => {
    // Round r of lane i takes 100 * r + i: what stands at one place must be of one round.
    const warm = (count: number): number => (count < 6 ? 30 : 100 * (count - 6));
    const scripts = [0, 1, 2].map((i): Script => ({ ms: (count) => warm(count) + i + 1 }));
    const { outcome } = start([scripts[0]!, { ...scripts[1], ...broken('sample', 9) }, scripts[2]!]);
    const { entries } = await outcome;
    const rounds = [0, 2].map((index) => entries[index]!.samplesMs.map((ms) => Math.floor(ms / 100)));
    expect(rounds[0]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(rounds[1]).toEqual(rounds[0]);
  });

  it('the last one failing ends the race with its error, and every lane is closed', async () => {
    const { host, outcome } = start([broken('first'), broken('open'), broken('first')]);
    await expect(outcome).rejects.toThrow('broke at first');
    expect(host.closed.every((reasons) => reasons.length > 0)).toBe(true);
  });

  it('what is thrown and is no error becomes one', async () => {
    const { outcome } = start([
      {
        before: (call) => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- Emscripten throws numbers and strings
          if (call === 'open') throw 'unwind';
        },
      },
      {},
      {},
    ]);
    expect((await outcome).entries[0]!.failure).toEqual(new Error('unwind'));
  });
});

describe('answers that part', () => {
  it('are told, and nothing is timed', async () => {
    const { host, outcome } = start([{}, {}, { answer: { labels: Int32Array.of(0, 1, 1, 0) } }]);
    const { disagreement, rounds, entries } = await outcome;
    expect(disagreement).toEqual({ a: 'js', b: 'wasm-simd', what: 'labels', index: 1, count: 2 });
    expect(rounds).toBe(0);
    expect(callsOf(host, 'sample')).toEqual([]);
    expect(callsOf(host, 'phases')).toEqual([]);
    for (const { samplesMs } of entries) expect(samplesMs).toEqual([]);
  });

  it('of one lane between its own fits are noticed', async () => {
    const inertia = await start([{}, { sample: (count) => (count === 8 ? { inertia: 2 } : {}) }, {}]).outcome;
    expect(inertia.entries.map(({ wavered }) => wavered)).toEqual([false, true, false]);
    const iterations = await start([{ sample: (count) => (count === 0 ? { iterations: 4 } : {}) }, {}, {}]).outcome;
    expect(iterations.entries.map(({ wavered }) => wavered)).toEqual([true, false, false]);
  });

  it('NaN is equal to NaN, and 0 is not -0', async () => {
    const nan = await start([{ answer: { inertia: NaN } }, { answer: { inertia: NaN } }, { answer: { inertia: NaN } }])
      .outcome;
    expect(nan.disagreement).toBeNull();
    expect(nan.entries.some(({ wavered }) => wavered)).toBe(false);
    const zero = await start([{ answer: { inertia: 0 } }, { answer: { inertia: -0 } }, {}]).outcome;
    expect(zero.disagreement).toMatchObject({ b: 'wasm', what: 'inertia' });
  });
});

describe('cancelling', () => {
  it.each(['open', 'first', 'sample', 'phases'])('at %s closes every lane and ends with an AbortError', async (at) => {
    const cancelled = { now: (): void => undefined };
    const stuck: Script = {
      before: (call) => {
        if (call !== at) return;
        cancelled.now();
        // As a closed worker does: the call under way rejects.
        throw new Error('the worker was closed');
      },
    };
    const { host, abort, outcome } = start([{}, stuck, {}]);
    cancelled.now = () => {
      abort.abort();
    };
    await expect(outcome).rejects.toMatchObject({ name: 'AbortError' });
    expect(host.closed.every((reasons) => reasons.length > 0)).toBe(true);
    const after = host.calls.lastIndexOf(`1 ${at}`);
    expect(host.calls.slice(after + 1)).toEqual([]);
  });

  it('is followed by no progress, though a closed worker may have sent some', async () => {
    const progress: RaceProgress[] = [];
    const host = fakeHost([]);
    const abort = new AbortController();
    let late: () => void = () => undefined;
    const makeLane = (options: OpenOptions): RaceLane => ({
      ...host.makeLane(options),
      first: (_params, onIteration) => {
        late = () => {
          onIteration(7);
        };
        abort.abort();
        return Promise.reject(new Error('the worker was closed'));
      },
    });
    const hooks = { onProgress: (step: RaceProgress) => progress.push(step) };
    const outcome = new Runner(raceSpec(IDS), { ...host, makeLane }, hooks, abort.signal).run();
    await expect(outcome).rejects.toMatchObject({ name: 'AbortError' });
    const before = progress.length;
    late();
    expect(progress).toHaveLength(before);
  });

  it('before the start makes no lane', async () => {
    const host = fakeHost([]);
    const runner = new Runner(raceSpec(IDS), host, {}, AbortSignal.abort());
    await expect(runner.run()).rejects.toMatchObject({ name: 'AbortError' });
    expect(host.closed).toEqual([]);
  });
});

describe('the time limit', () => {
  it('lets no new round start, and keeps whole rounds', async () => {
    let clock = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => clock);
    const slow: Script = {
      before: (call) => {
        if (call === 'sample') clock += 100;
      },
    };
    const { outcome } = start([slow, slow, slow], { pairs: 50, timeCapMs: 1000 });
    const { rounds, entries } = await outcome;
    // Three lanes of 100 ms a round: the fifth round would start after 1200 ms.
    expect(rounds).toBe(4);
    for (const { samplesMs } of entries) expect(samplesMs).toHaveLength(4);
  });

  it('always leaves one round', async () => {
    const { outcome } = start([{}, {}, {}], { timeCapMs: 0, pairs: 1 });
    expect((await outcome).rounds).toBe(1);
  });
});

it('batches fits so that one sample outlasts the clock', async () => {
  const { outcome } = start([{ ms: () => 0.5 }, { ms: () => 400 }, {}]);
  const { entries } = await outcome;
  expect(entries.map(({ reps }) => reps)).toEqual([20, 1, 1]);
  expect(entries[0]!.settled).toBe(true);
});

describe('samples that start from nothing', () => {
  it('open a lane of their own each, load, fit and end', async () => {
    const { host, outcome } = start([{}, {}, {}], { scope: 'load', pairs: 2 });
    const { entries, rounds } = await outcome;
    expect(rounds).toBe(2);
    // Three lanes for the answers, then one untimed and two timed samples of each.
    expect(host.closed).toHaveLength(3 + 3 * 3);
    for (let fresh = 3; fresh < 12; fresh++) {
      expect(host.calls.filter((call) => call.startsWith(`${fresh} `))).toEqual([
        `${fresh} open`,
        `${fresh} load`,
        `${fresh} first`,
      ]);
      expect(host.closed[fresh]!.length).toBeGreaterThan(0);
    }
    expect(host.calls.some((call) => call.endsWith(' sample'))).toBe(false);
    for (const { samplesMs, reps } of entries) expect([samplesMs.length, reps]).toEqual([2, 1]);
  });

  it('are ended by a cancel', async () => {
    const cancelled = { now: (): void => undefined };
    const stuck: Script = {
      before: (call) => {
        if (call !== 'load') return;
        cancelled.now();
        throw new Error('the worker was closed');
      },
    };
    const { host, abort, outcome } = start([{}, {}, {}, stuck], { scope: 'load' });
    cancelled.now = () => {
      abort.abort();
    };
    await expect(outcome).rejects.toMatchObject({ name: 'AbortError' });
    expect(host.closed.every((reasons) => reasons.length > 0)).toBe(true);
  });
});

it('many pairs get the long warm-up', async () => {
  const warmUps = async (pairs: number): Promise<number> => {
    const { host, outcome } = start([{}, {}, {}], { pairs });
    await outcome;
    return callsOf(host, 'sample').filter((lane) => lane === 0).length - pairs;
  };
  // 30 ms a fit: 120 ms and six runs are had after six, 500 ms after seventeen.
  expect(await warmUps(31)).toBe(6);
  expect(await warmUps(61)).toBe(17);
});

import { describe, expect, it } from 'vitest';
import { figure } from '../../scripts/lib/bench-format.mjs';
import { crossoverWords } from '../../scripts/lib/bench-curves.mjs';
import { acrossLaunches, geometricMeanRatio, pairedRatio, scaling } from '../../scripts/lib/bench-stats.mjs';
import { summarise } from '../../scripts/lib/bench-summary.mjs';
import { compareRows, compareTables } from '../../scripts/lib/bench-verdict.mjs';
import { Rng } from '../../web/shared/rng';

function makeRandom(): () => number {
  const rng = new Rng(1);
  return () => rng.uniform();
}

/** Seven rounds around a median. */
function samples(ms: number): number[] {
  return [0.98, 1.02, 1, 0.99, 1.01, 1, 1].map((factor) => factor * ms);
}

interface Made {
  readonly n?: number;
  readonly data?: string;
  readonly launch?: number;
  readonly lane?: string;
  readonly role?: string;
  readonly inertiaGap?: number;
  readonly error?: string;
}

function row(label: string, ms: number, made: Made = {}) {
  const { n = 1024, data = 'blobs', launch = 1, lane = label, role = 'cell', ...rest } = made;
  const cell = { id: `${data}-${n}-2-8`, data, n, d: 2, k: 8 };
  const head = { schema: 1, run: 'r', role, grid: 'g', browser: 'chromium', scope: 'fit', threads: 1, iterations: 9 };
  return { ...head, cell, label, lane, launch, medianMs: ms, samplesMs: samples(ms), sameAnswer: true, ...rest };
}

describe('ratios', () => {
  it('pair the rounds: what slows both lanes in a round cancels', () => {
    expect(pairedRatio([2, 20, 4], [1, 10, 2])).toBeCloseTo(2, 12);
  });

  it('keep the least and the most of the launches beside the median', () => {
    expect(acrossLaunches([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, launches: 3 });
  });

  it('have a geometric mean inside its interval, the same each time', () => {
    const cells = [2, 8].map((factor) =>
      [1, 1.1, 0.9].map((drift) => [samples(factor * drift), samples(1).reverse()] as const),
    );
    const first = geometricMeanRatio(cells, makeRandom());
    expect(first.mean).toBeCloseTo(4, 1);
    expect(first.low).toBeLessThanOrEqual(first.mean);
    expect(first.high).toBeGreaterThanOrEqual(first.mean);
    expect(first.high / first.low).toBeGreaterThan(1);
    expect(geometricMeanRatio(cells, makeRandom())).toEqual(first);
  });

  it('hold the true ratio in about 95 of 100 runs of many launches', () => {
    const rng = new Rng(5);
    const noise = (sd: number) => Math.exp(sd * (rng.uniform() + rng.uniform() + rng.uniform() - 1.5) * 2);
    const launch = (times: number) => {
      const shift = noise(0.05);
      const b = Array.from({ length: 7 }, () => noise(0.02));
      return [b.map((x) => x * times * shift * noise(0.02)), b] as const;
    };
    const runs = 60;
    const hits = Array.from({ length: runs }, () => {
      const cells = [2, 8].map((times) => Array.from({ length: 12 }, () => launch(times)));
      const { low, high } = geometricMeanRatio(cells, makeRandom());
      return low <= 4 && 4 <= high;
    }).filter(Boolean).length;
    expect(hits).toBeGreaterThanOrEqual(51);
    expect(hits).toBeLessThan(runs);
  });

  it('of threads give efficiency and the serial share of Karp and Flatt', () => {
    expect(scaling(2, 2)).toEqual({ efficiency: 1, serial: 0 });
    expect(scaling(1, 4)).toEqual({ efficiency: 0.25, serial: 1 });
    // Amdahl: a quarter serial on four threads.
    expect(scaling(1 / (0.25 + 0.75 / 4), 4).serial).toBeCloseTo(0.25, 12);
    expect(scaling(1, 1).serial).toBeNull();
  });
});

describe('the summary of a grid', () => {
  const rows = [1, 2].flatMap((launch) => [
    row('js-tuned', 1, { launch }),
    row('wasm', 2, { launch }),
    row('js-tuned', 8, { n: 4096, launch }),
    row('wasm', 4, { n: 4096, launch }),
  ]);
  const sentinels = [10, 10.1, 11].map((ms, i) => row('js-tuned', ms, { role: 'sentinel', launch: i + 1 }));

  it('says who is faster where, how often JavaScript wins, and where a lane passes it', () => {
    const text = summarise('g', rows as never, makeRandom);
    expect(text).toContain('| 1k / 2 / 8 | 0.500 |');
    expect(text).toContain('| 4k / 2 / 8 | 2.00 |');
    expect(text).toMatch(/\| wasm \| 1\.00 \| .* \| 1 of 2 \|/);
    expect(text).toContain('d = 2, k = 8: js-tuned is faster up to n = 1k; wasm is faster from n = 4k up.');
    expect(text).toContain('The fastest lane is JavaScript in 1 of 2 cells: 1k / 2 / 8.');
    expect(text).toContain('10000 resamples');
  });

  it('flags a run whose sentinels are more than 3 % apart, or missing', () => {
    expect(summarise('g', [...rows, ...sentinels] as never, makeRandom)).toContain('10.0 % apart: **unsteady');
    const [first] = sentinels;
    const steady = [1, 2, 3].map((launch) => ({ ...first, launch }));
    expect(summarise('g', [...rows, ...steady] as never, makeRandom)).toContain('0.0 % apart: steady');
    expect(summarise('g', [...rows, first] as never, makeRandom)).toContain('**unfinished**, 1 sentinels');
  });

  it('names what failed, and forgets a failure that was made good', () => {
    const failed = row('wasm', 1, { error: 'out of memory' });
    expect(summarise('g', [failed] as never, makeRandom)).toContain('- 1k / 2 / 8, wasm: out of memory');
    expect(summarise('g', [failed, ...rows] as never, makeRandom)).not.toContain('out of memory');
  });

  it('says each kind of crossover, and claims a size only where all launches agree', () => {
    const say = (...sizes: [min: number, max: number][]) =>
      crossoverWords(
        'wasm',
        sizes.map(([min, max], i) => ({ n: 32 * 2 ** i, min, max })),
      );
    expect(say([2, 3])).toBe('wasm is faster from the smallest size tried, n = 32');
    expect(say([0.5, 0.6])).toBe('js-tuned is faster up to the largest size tried, n = 32');
    expect(say([0.5, 0.6], [1.2, 1.3])).toBe('js-tuned is faster up to n = 32; wasm is faster from n = 64 up');
    expect(say([0.5, 0.6], [0.9, 1.1], [1.2, 1.3])).toBe(
      'js-tuned is faster up to n = 32; launches or sizes differ from n = 64 to n = 64; wasm is faster from n = 128 up',
    );
    expect(say([1.2, 1.4], [0.9, 1.1])).toBe('launches differ up to the largest size tried, n = 64');
  });

  it('shows threads beside both baselines', () => {
    const threads = [row('wasm-exact', 8), row('wasm-exact-threads x1', 10), row('wasm-exact-threads x2', 6.25)];
    const text = summarise('g', threads as never, makeRandom);
    expect(text).toContain('### Threads: wasm-exact-threads');
    expect(text).toContain('wasm-exact, the same code without threads');
    expect(text).toContain('| 1k / 2 / 8 | 2 | 6.25 | 1.60 | 1.28 | 80 % | 25 % |');
  });

  it('names what the figures depend on: commit, load, programs and modules', () => {
    const environment = {
      cpu: 'cpu',
      processors: 2,
      governor: 'performance',
      kernel: 'Linux 6',
      version: '0.1.0+abc',
      changed: true,
      userAgent: 'agent',
      crossOriginIsolated: true,
      playwright: '1.64.1',
      node: 'v20',
      browser: 'chromium 156.0',
      timerResolutionMs: 0.005,
      wasmSha256: { 'kmeans.wasm': 'f00d' },
    };
    const measured = [0.2, 1.4].map((loadBefore, i) => ({
      ...row('js-tuned', 1, { launch: i + 1 }),
      environment: { ...environment, loadBefore },
    }));
    const text = summarise('g', measured as never, makeRandom);
    for (const part of [
      '0.1.0+abc with changes',
      'load before a launch 0.2 to 1.4',
      'chromium 156.0',
      'kmeans.wasm: f00d',
    ])
      expect(text).toContain(part);
  });
});

describe('the comparison', () => {
  const rows = [
    row('wasm-exact-threads', 1),
    row('wasm-exact', 2),
    row('js-tuned', 30),
    row('sklearn 1t', 6, { lane: '' }),
    row('sklearn 2t', 5, { lane: '' }),
    row('sklearn 2t avx512', 4, { lane: '' }),
    row('sklearn-f32 2t', 3, { lane: '', inertiaGap: 1e-7 }),
    row('opencv-f32 2t', 0.9, { lane: '', inertiaGap: 1e-6 }),
  ];

  it('takes the best of each kind of peer and judges the targets', () => {
    const { cells, targets, odd } = compareRows(rows as never);
    expect(cells[0]).toMatchObject({ sklearn: 'sklearn 2t avx512', other: 'opencv-f32 2t' });
    expect(cells[0]!.ratios).toMatchObject({ sklearn: 4, other: 0.9, tuned: 30, oneThread: 2.5, oneThreadAvx512: 2 });
    expect(targets.map(({ met }) => met)).toEqual([false, false, true, true, true]);
    expect(odd).toHaveLength(2);
  });

  it('lists the losses and says where there are none', () => {
    expect(compareTables('g', compareRows(rows as never))).toContain('below 1: 1k / 2 / 8 (0.900)');
    const fair = rows.filter(({ label }) => label !== 'opencv-f32 2t');
    expect(compareTables('g', compareRows(fair as never))).toContain('No cell is below its target.');
  });

  it('judges uniform cells by their own target too', () => {
    const uniform = ['wasm-exact-threads', 'sklearn 2t'].map((label, i) => row(label, 1 + i, { data: 'uniform' }));
    const judged = compareRows(uniform as never).targets.at(-1)!;
    expect(judged).toMatchObject({ every: 1.6, median: 2, met: true });
  });
});

it('writes figures with three digits and without exponents', () => {
  expect([0.00123, 0.5, 1, 12.34, 123.4, 1234, NaN, null].map(figure)).toEqual([
    '0.00123',
    '0.500',
    '1.00',
    '12.3',
    '123',
    '1234',
    '-',
    '-',
  ]);
});

import { describe, expect, it } from 'vitest';
import { makeBaseline, NothingToCompare, placeOf, readBaseline } from '../../scripts/lib/bench-baseline.mjs';
import { compareWithBaseline, gateText } from '../../scripts/lib/bench-gate.mjs';
import { Rng } from '../../web/shared/rng';

const PLACE = { cpu: 'Some CPU (TM) 2.0', processors: 2, browser: 'chromium 156.0.1', version: '0.1.0+abc' };

interface Made {
  /** How much longer the lane takes, by cell (number of rows). */
  readonly slower?: Readonly<Record<number, number>>;
  readonly place?: Partial<typeof PLACE>;
  /** How much faster the whole machine is, JavaScript included. */
  readonly machine?: number;
  readonly seed?: number;
  readonly sizes?: readonly number[];
}

/** Made-up rows: js-tuned takes 10 ms, wasm 2 ms, with 1 % noise between launches and 1 % within. */
function rowsOf({ slower = {}, place = {}, machine = 1, seed = 1, sizes = [1024, 2048, 4096, 8192] }: Made = {}) {
  const rng = new Rng(seed);
  const noise = () => 1 + 0.02 * (rng.uniform() - 0.5);
  return sizes.flatMap((n) =>
    [1, 2, 3, 4, 5].flatMap((launch) => {
      const shift = noise();
      return [['js-tuned', 10] as const, ['wasm', 2 * shift * (slower[n] ?? 1)] as const].map(([label, ms]) => ({
        schema: 1,
        run: 'r',
        role: 'cell',
        grid: 'g',
        cell: { id: `blobs-${n}-2-8`, data: 'blobs', n, d: 2, k: 8 },
        label,
        lane: label,
        threads: 1,
        launch,
        browser: 'chromium',
        scope: 'fit',
        sameAnswer: true,
        samplesMs: Array.from({ length: 15 }, () => (ms * noise()) / machine),
        environment: { ...PLACE, ...place },
      }));
    }),
  );
}

const baseline = makeBaseline('g', rowsOf() as never);

function compare(made: Made, tolerance?: number) {
  const rng = new Rng(9);
  return compareWithBaseline(baseline, rowsOf({ seed: 2, ...made }) as never, () => rng.uniform(), tolerance);
}

describe('a baseline', () => {
  it('holds ratios and the place, and no milliseconds', () => {
    expect(baseline.place).toEqual({ cpu: PLACE.cpu, processors: 2, browser: 'chromium', major: 156 });
    expect(baseline.cells).toHaveLength(4);
    const [lane] = baseline.cells[0]!.lanes;
    expect(lane!.label).toBe('wasm');
    expect(lane!.logs.map((rounds) => rounds.length)).toEqual([15, 15, 15, 15, 15]);
    for (const log of lane!.logs.flat()) expect(log).toBeCloseTo(Math.log(5), 1);
    expect(JSON.stringify(baseline)).not.toContain('Ms');
  });

  it('comes back from its file', () => {
    expect(readBaseline(JSON.stringify(baseline), 'file')).toEqual(baseline);
  });

  it('is not made of rows without ratios, or of several machines', () => {
    const alone = rowsOf().filter(({ label }) => label === 'wasm');
    expect(() => makeBaseline('g', alone as never)).toThrow('no lane beside js-tuned');
    const mixed = [...rowsOf(), ...rowsOf({ place: { cpu: 'Other' } })];
    expect(() => placeOf(mixed as never)).toThrow('several machines or browsers');
  });

  it('takes the last of rows measured twice, and none that failed', () => {
    const failed = rowsOf({ slower: { 1024: 9 } }).map((row) => ({ ...row, error: 'no' }));
    expect(makeBaseline('g', [...rowsOf({ slower: { 2048: 9 } }), ...rowsOf()] as never)).toEqual(baseline);
    expect(() => makeBaseline('g', [...rowsOf(), ...failed] as never)).toThrow(NothingToCompare);
  });
});

describe('the gate', () => {
  it('passes the same code, also where the whole machine is twice as fast', () => {
    for (const machine of [1, 2]) {
      const compared = compare({ machine });
      expect(compared.good).toBe(true);
      expect(compared.cells).toHaveLength(4);
      for (const { times, low, high } of [...compared.cells, ...compared.means]) {
        expect(times).toBeCloseTo(1, 1);
        expect(low).toBeLessThanOrEqual(times);
        expect(high).toBeGreaterThanOrEqual(times);
      }
      expect(gateText(baseline, compared)).toContain('No lane takes more than 10 % longer in a cell');
    }
  });

  it('fails a lane that takes 20 % longer in one cell, and names it', () => {
    const compared = compare({ slower: { 2048: 1.2 } });
    expect(compared.good).toBe(false);
    expect(compared.cells.filter(({ worse }) => worse).map(({ cell }) => cell)).toEqual(['blobs-2048-2-8']);
    expect(gateText(baseline, compared)).toMatch(/\| wasm \| blobs-2048-2-8 \| 1\.[12]\d \|/);
    expect(compare({ slower: { 2048: 1.2 } }, 0.3).cells.some(({ worse }) => worse)).toBe(false);
  });

  it('fails a lane that takes 6 % longer everywhere by its mean alone', () => {
    const compared = compare({ slower: { 1024: 1.06, 2048: 1.06, 4096: 1.06, 8192: 1.06 } });
    expect(compared.cells.some(({ worse }) => worse)).toBe(false);
    expect(compared.means).toMatchObject([{ label: 'wasm', worse: true }]);
    expect(compared.good).toBe(false);
  });

  it('passes a lane that got faster', () => {
    expect(compare({ slower: { 1024: 0.5, 2048: 0.5, 4096: 0.5, 8192: 0.5 } }).good).toBe(true);
  });

  it('does not pass where a cell was not measured', () => {
    const compared = compare({ sizes: [1024, 2048] });
    expect(compared.missing).toEqual(['wasm in blobs-4096-2-8', 'wasm in blobs-8192-2-8']);
    expect(compared.good).toBe(false);
    expect(gateText(baseline, compared)).toContain('- not measured: wasm in blobs-8192-2-8');
  });

  it.each([
    ['processor', { cpu: 'Another CPU' }],
    ['number of processors', { processors: 64 }],
    ['browser version', { browser: 'chromium 157.0.0' }],
  ])('refuses another %s', (_, place) => {
    expect(() => compare({ place })).toThrow(NothingToCompare);
    expect(() => compare({ place })).toThrow('nothing to compare: the baseline is of chromium 156 on Some CPU');
  });

  it('takes a patch of the browser for the same browser', () => {
    expect(compare({ place: { browser: 'chromium 156.9.9' } }).good).toBe(true);
  });
});

describe('a file that is no baseline', () => {
  type Loose = Record<string, unknown>;
  const changed = (change: (value: Loose & { place: Loose; cells: { lanes: Loose[] }[] }) => void) => {
    const value = JSON.parse(JSON.stringify(baseline)) as never;
    change(value);
    return JSON.stringify(value);
  };
  it.each([
    ['', 'it is not JSON'],
    ['{"schema": "kmeans-race-base', 'it is not JSON'],
    ['null', 'its schema is not kmeans-race-baseline/1'],
    ['[1]', 'its schema is not'],
    [changed((v) => (v.schema = 'kmeans-race-baseline/2')), 'its schema is not'],
    [changed((v) => delete v.grid), 'grid is missing'],
    [changed((v) => (v.place = null as never)), 'place.cpu is missing'],
    [changed((v) => (v.place.processors = '2')), 'place.processors'],
    [changed((v) => (v.place.cpu = 'a\u001b[2Jb')), 'place.cpu'],
    [changed((v) => (v.cells = {} as never)), 'cells is missing'],
    [changed((v) => (v.cells[1] = null as never)), 'cells[1].id'],
    [changed((v) => (v.cells[1]!.lanes = [])), 'cells[1].lanes'],
    [changed((v) => (v.cells[1]!.lanes[0]!.label = '<script>\n')), 'cells[1].lanes[0].label'],
    [changed((v) => (v.cells[1]!.lanes[0]!.logs = [[1], [2, 'x']])), 'cells[1].lanes[0].logs[1]'],
    [changed((v) => (v.cells[1]!.lanes[0]!.logs = [[1e300]])), 'cells[1].lanes[0].logs[0]'],
    [changed((v) => (v.cells[1]!.lanes[0]!.logs = Array.from({ length: 101 }, () => [1]))), 'cells[1].lanes[0].logs'],
  ])('is refused: %.40s', (text, why) => {
    expect(() => readBaseline(text, 'some.json')).toThrow(NothingToCompare);
    expect(() => readBaseline(text, 'some.json')).toThrow(`some.json is no baseline: ${why}`);
  });
});

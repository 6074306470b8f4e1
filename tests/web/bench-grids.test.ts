import { describe, expect, it } from 'vitest';
import { contestants, findGrid, takeShard } from '../../scripts/lib/bench-grids.mjs';
import { parseRows, rowKey, toCsv } from '../../scripts/lib/bench-rows.mjs';
import { planWork } from '../../scripts/lib/bench-run.mjs';
import { LANES } from '../../web/shared/lanes';
import { Rng } from '../../web/shared/rng';

const seed = findGrid('seed');

function options(launches: number, shard?: string) {
  return { grid: seed, entries: contestants(seed, ['js', 'wasm'], 2, LANES), launches, browser: 'chromium', shard };
}

function rowsOf(cellId: string, launch: number, labels: readonly string[]) {
  const cell = seed.cells.find(({ id }) => id === cellId)!;
  return labels.map((label) => ({
    schema: 1,
    role: 'cell',
    grid: 'seed',
    cell,
    label,
    lane: label,
    threads: 1,
    launch,
    browser: 'chromium',
    sameAnswer: true,
    samplesMs: [1, 2],
  }));
}

describe('grids', () => {
  it('has the 54 cells of the study, each once', () => {
    expect(seed.cells).toHaveLength(54);
    expect(new Set(seed.cells.map(({ id }) => id)).size).toBe(54);
    expect(Math.max(...seed.cells.map(({ n }) => n))).toBe(262_144);
    expect(() => findGrid('sed')).toThrow('no grid is called "sed"; smoke, seed, uniform, threads, crossover');
  });

  it('never asks for more clusters than half the rows', () => {
    for (const { n, k } of findGrid('crossover').cells) expect(k).toBeLessThanOrEqual(n / 2);
  });

  it('takes every lane of the contract unless told, and refuses unknown ones', () => {
    const other = { ...LANES, library: { threaded: false, contract: false } };
    const ours = contestants(seed, null, 2, other).map(({ id }) => id);
    expect(ours).toEqual(expect.arrayContaining(['js-objects', 'js-tuned', 'wasm', 'wasm-exact-threads']));
    expect(ours).not.toContain('library');
    expect(contestants(seed, ['library'], 2, other)).toHaveLength(1);
    expect(() => contestants(seed, ['rust'], 2, LANES)).toThrow('no lane is called "rust"');
  });

  it('races threaded lanes on every thread count where the grid says so', () => {
    const labels = contestants(findGrid('threads'), ['js', 'wasm-threads'], 3, LANES).map(({ label }) => label);
    expect(labels).toEqual(['js', 'wasm-threads x1', 'wasm-threads x2', 'wasm-threads x3']);
  });

  it('cuts the cells into shards that miss and repeat none', () => {
    const shards = [1, 2, 3, 4].flatMap((i) => takeShard(seed.cells, `${i}/4`));
    expect(shards.map(({ id }) => id).sort()).toEqual(seed.cells.map(({ id }) => id).sort());
    for (const bad of ['0/4', '5/4', '1', 'a/b']) expect(() => takeShard(seed.cells, bad)).toThrow(bad);
  });
});

describe('the plan', () => {
  it('covers all cells in each launch, in an order the seed decides', () => {
    const plan = planWork(options(2), [], new Rng(3));
    expect(plan).toHaveLength(108);
    expect(new Set(plan.slice(0, 54).map(({ cell }) => cell.id)).size).toBe(54);
    expect(plan).toEqual(planWork(options(2), [], new Rng(3)));
    expect(plan).not.toEqual(planWork(options(2), [], new Rng(4)));
  });

  it('leaves out what was measured, and only what is whole and without error', () => {
    const whole = rowsOf('blobs-1024-2-8', 1, ['js', 'wasm']);
    const half = rowsOf('blobs-1024-2-32', 1, ['js']);
    const failed = rowsOf('blobs-1024-8-8', 1, ['js', 'wasm']).map((row) => ({ ...row, error: 'no' }));
    const planned = planWork(options(1), [...whole, ...half, ...failed] as never, new Rng(1)).map(
      ({ cell }) => cell.id,
    );
    expect(planned).toHaveLength(53);
    expect(planned).not.toContain('blobs-1024-2-8');
  });
});

describe('rows', () => {
  const rows = rowsOf('blobs-1024-2-8', 1, ['js']);

  it('come back from JSON lines; a line cut off at the end is dropped, a broken one inside is named', () => {
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    expect(parseRows(`${text}{"schema":1,"ru`, 'rows.jsonl')).toEqual(rows);
    expect(() => parseRows(`oops\n${text}`, 'rows.jsonl')).toThrow('rows.jsonl, line 1: not a row');
  });

  it('become CSV with the cell taken apart and the rounds counted', () => {
    const [head, first] = toCsv(rows as never).split('\n');
    const at = (column: string) => first!.split(',')[head!.split(',').indexOf(column)];
    expect([at('n'), at('d'), at('k'), at('label'), at('rounds')]).toEqual(['1024', '2', '8', 'js', '2']);
  });

  it('are told apart by grid, cell, contestant, launch and browser', () => {
    const [row] = rows as never[] as Parameters<typeof rowKey>[0][];
    const keys = [row!, { ...row!, launch: 2 }, { ...row!, browser: 'firefox' }, { ...row!, label: 'js x2' }].map(
      rowKey,
    );
    expect(new Set(keys).size).toBe(4);
  });
});

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generate, DISTRIBUTIONS, type DistributionId, type GenerateParams } from '../../web/datasets/registry';
import { KMeansError, type Dataset } from '../../web/shared/types';

/** Expected hashes of the little-endian float64 bytes: the browsers are held to the same table. */
const hashes = JSON.parse(readFileSync(new URL('../fixtures/dataset-hashes.json', import.meta.url), 'utf8')) as {
  params: GenerateParams;
  sha256: string;
}[];
const sha256 = (data: Float64Array): string => createHash('sha256').update(new Uint8Array(data.buffer)).digest('hex');
const make = (distribution: DistributionId, more: Partial<GenerateParams> = {}): Dataset =>
  generate({ distribution, n: 2000, d: 2, k: 8, seed: 42, ...more });

describe.each(DISTRIBUTIONS)('$id', ({ id, minD, maxD, fixedClusters }) => {
  it('has the expected bytes', () => {
    const table = hashes.filter((entry) => entry.params.distribution === id);
    expect(table.length).toBeGreaterThan(0);
    for (const { params, sha256: expected } of table) expect(sha256(generate(params).data)).toBe(expected);
  });

  it.each([minD, maxD])('fills every row around the origin with d = %i', (d) => {
    const dataset = make(id, { d });
    expect(dataset).toMatchObject({ name: id, source: 'generated', n: 2000, d });
    expect(dataset.data.length).toBe(2000 * d);
    expect(dataset.columns.length).toBe(d);
    expect(dataset.data.every((x) => Number.isFinite(x) && Math.abs(x) < 25)).toBe(true);
    expect(dataset.data.some((x) => x > 5) && dataset.data.some((x) => x < -5)).toBe(d === 2 || id !== 'rings');
    const rows = new Set(Array.from({ length: 2000 }, (_, i) => dataset.data.slice(i * d, i * d + d).join()));
    expect(rows.size).toBe(2000);
  });

  it('knows the truth, in random order', () => {
    const { truth } = make(id);
    const clusters = fixedClusters ?? 8;
    expect([...new Set(truth)].sort()).toEqual(Array.from({ length: clusters }, (_, c) => c));
    if (clusters > 1) expect(new Set(truth!.subarray(0, 50)).size).toBeGreaterThan(1);
  });

  it('follows the seed, and k where it says so', () => {
    expect(make(id).data).toEqual(make(id).data);
    expect(make(id, { seed: 43 }).data).not.toEqual(make(id).data);
    const sameForOtherK = sha256(make(id, { k: 5 }).data) === sha256(make(id).data);
    expect(sameForOtherK).toBe(fixedClusters !== null);
  });

  it('takes the smallest and oddest sizes', () => {
    expect(make(id, { n: 10, k: 1, seed: 0 }).data.every(Number.isFinite)).toBe(true);
    expect(make(id, { n: 10, k: 10, seed: 0xffff_ffff }).data.every(Number.isFinite)).toBe(true);
    expect(make(id, { n: 4096, k: 4096 }).data.every(Number.isFinite)).toBe(true);
  });
});

it('gives the unbalanced crowd most of the rows', () => {
  const { truth } = make('unbalanced');
  expect(truth!.filter((c) => c === 0).length / 2000).toBeCloseTo(0.65, 1);
});

it.each([
  [{ n: 9 }, 'n is 9'],
  [{ n: 1_000_001 }, 'n is 1000001'],
  [{ n: 100.5 }, 'n is 100.5'],
  [{ d: 1 }, 'd of spiral is 1'],
  [{ d: 3 }, 'd of spiral is 3; it must be 2'],
  [{ distribution: 'moons' as const, d: 3 }, 'd of moons is 3'],
  [{ distribution: 'blobs' as const, d: 65 }, 'd of blobs is 65'],
  [{ k: 0 }, 'k is 0'],
  [{ n: 10, k: 11 }, 'k is 11; it must be a whole number from 1 to 10'],
  [{ k: NaN }, 'k is NaN'],
  [{ seed: -1 }, 'seed is -1'],
  [{ seed: 2 ** 32 }, 'seed is 4294967296'],
  [{ distribution: 'toString' as DistributionId }, "'toString' is not a distribution"],
])('refuses %o', (more, message) => {
  expect(() => make('spiral', more)).toThrow(KMeansError);
  expect(() => make('spiral', more)).toThrow(message);
});

it('makes a million points quickly', () => {
  const start = performance.now();
  make('spiral', { n: 1_000_000 });
  // Well under a second on an idle machine; the limit leaves room for a busy one.
  expect(performance.now() - start).toBeLessThan(5000);
});

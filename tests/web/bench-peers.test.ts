import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Child } from '../../scripts/lib/bench-child.mjs';
import { bytesOf, ProblemMaker } from '../../scripts/lib/bench-data.mjs';
import { missingNeeds, PYTHON } from '../../scripts/lib/needs.mjs';
import { Normal } from '../../web/datasets/normal';
import { createJsEngine } from '../../web/engines/js';
import { Rng } from '../../web/shared/rng';

const cell = { id: 'blobs-2000-3-8', data: 'blobs' as const, n: 2000, d: 3, k: 8 };
const problem = new ProblemMaker({ Rng, Normal, createJsEngine } as never).make(cell);
const folder = mkdtempSync(path.join(tmpdir(), 'kmeans-peers-'));
const files = { points: path.join(folder, 'points.f64'), start: path.join(folder, 'start.f64') };
writeFileSync(files.points, bytesOf(problem.data));
writeFileSync(files.start, bytesOf(problem.start));

const engine = createJsEngine('js');
engine.load({ data: problem.data, n: cell.n, d: cell.d });
const ours = engine.fit({ ...(problem.fit as { seed: number }), start: problem.start } as never);
const load = { op: 'load', ...files, n: cell.n, d: cell.d, k: cell.k, updates: ours.iterations };

afterAll(() => rmSync(folder, { recursive: true }));

async function gap(child: Child, peer: string): Promise<number> {
  const request = { op: 'fit', peer, threads: 1, lead: 1, reps: 2, check: true };
  const { ms, inertia } = (await child.ask(request)) as { ms: number; inertia: number };
  expect(ms).toBeGreaterThan(0);
  return Math.abs(inertia / ours.inertia - 1);
}

it('the problem is the same each time, and its start is k rows of it', () => {
  const again = new ProblemMaker({ Rng, Normal, createJsEngine } as never).make(cell);
  expect(again.sha256).toBe(problem.sha256);
  expect(again.start).toEqual(problem.start);
  const rows = new Set(Array.from({ length: cell.n }, (_, i) => problem.data.slice(3 * i, 3 * i + 3).join()));
  for (let c = 0; c < cell.k; c++) expect(rows).toContain(problem.start.slice(3 * c, 3 * c + 3).join());
});

describe('npm peers', () => {
  it('make our updates and end where we do; what they cannot do is an answer, not an end', async () => {
    const child = new Child('node', process.execPath, ['scripts/peers/node-peers.mjs']);
    try {
      await child.ask(load);
      expect(await gap(child, 'ml-kmeans')).toBeLessThan(1e-9);
      expect(await gap(child, 'skmeans')).toBeLessThan(1e-9);
      await expect(child.ask({ op: 'fit', peer: 'nobody', lead: 0, reps: 1 })).rejects.toThrow('node: ');
      expect(await child.ask({ op: 'describe' })).toHaveProperty('ml-kmeans');
    } finally {
      child.close();
    }
  });
});

// The packages are installed by the comparison, not by the tests.
describe.skipIf(missingNeeds('bench').length > 0)('Python peers', () => {
  it('make our updates and end where we do, float32 nearly so', async () => {
    const child = new Child('python', PYTHON, ['scripts/peers/peers.py']);
    try {
      await child.ask(load);
      expect(await gap(child, 'sklearn')).toBeLessThan(1e-9);
      expect(await gap(child, 'numpy')).toBeLessThan(1e-9);
      expect(await gap(child, 'sklearn-f32')).toBeLessThan(1e-4);
      expect(await gap(child, 'opencv-f32')).toBeLessThan(1e-4);
    } finally {
      child.close();
    }
  });
});

it('a child that ends says so to who waits and to who asks later', async () => {
  const child = new Child('brief', process.execPath, ['-e', 'console.error("alas"); process.exit(3)']);
  await expect(child.ask({})).rejects.toThrow(/brief: ended with 3\nalas/);
  await expect(child.ask({})).rejects.toThrow('ended with 3');
});

/** The headless benchmark, end to end: its smallest grid, measured once and not again. */

import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const ROOT = path.resolve(import.meta.dirname, '../..');

test('the smoke grid leaves rows and a summary, and is not measured twice', async ({ browserName }, { outputDir }) => {
  test.setTimeout(180_000);
  const bench = (...more: string[]) => {
    const args = ['scripts/bench.mjs', '--out', outputDir, '--browser', browserName, ...more];
    return promisify(execFile)(process.execPath, args, { cwd: ROOT });
  };
  const read = (name: string) => readFileSync(path.join(outputDir, name), 'utf8');

  const baseline = path.join(outputDir, 'baseline.json');
  const { stderr } = await bench('--grid', 'smoke', '--save-baseline', baseline);
  expect(stderr).toContain('smoke: 2 launches to measure');
  const rows = read('rows.jsonl').trimEnd().split('\n');
  const measured = rows.map((line) => JSON.parse(line) as { role: string; sameAnswer: boolean; samplesMs: number[] });
  expect(measured.filter(({ role }) => role === 'cell')).toHaveLength(4);
  expect(measured.filter(({ role }) => role === 'sentinel')).toHaveLength(3);
  for (const { sameAnswer, samplesMs } of measured) {
    expect(sameAnswer).toBe(true);
    expect(samplesMs.length).toBeGreaterThanOrEqual(3);
  }
  expect(read('rows.csv').trimEnd().split('\n')).toHaveLength(8);
  expect(read('summary.md')).toContain('Every lane gave the same answer');

  // The same rows are no slower than themselves; on another processor there is nothing to compare.
  const again = await bench('--compare', baseline);
  expect(again.stderr).toContain('smoke: 0 launches to measure');
  expect(again.stdout).toContain('No lane takes more than 10 % longer');
  expect(read('rows.jsonl').trimEnd().split('\n')).toEqual(rows);

  const elsewhere = JSON.parse(readFileSync(baseline, 'utf8')) as { place: { cpu: string } };
  elsewhere.place.cpu = 'another processor';
  writeFileSync(baseline, JSON.stringify(elsewhere));
  await expect(bench('--compare', baseline)).rejects.toMatchObject({
    code: 3,
    stderr: expect.stringContaining('nothing to compare'),
  });
});

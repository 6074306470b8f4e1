/** The headless benchmark, end to end: its smallest grid, measured once and not again. */

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const ROOT = path.resolve(import.meta.dirname, '../..');

test('the smoke grid leaves rows and a summary, and is not measured twice', async ({ browserName }, { outputDir }) => {
  test.setTimeout(180_000);
  const bench = () => {
    const args = ['scripts/bench.mjs', '--grid', 'smoke', '--out', outputDir, '--browser', browserName];
    return promisify(execFile)(process.execPath, args, { cwd: ROOT });
  };
  const read = (name: string) => readFileSync(path.join(outputDir, name), 'utf8');

  const { stderr } = await bench();
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

  expect((await bench()).stderr).toContain('smoke: 0 launches to measure');
  expect(read('rows.jsonl').trimEnd().split('\n')).toEqual(rows);
});

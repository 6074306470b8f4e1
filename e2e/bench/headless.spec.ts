/** What `npm run race` does beside a race: experiments, and A/A races in a row. */

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SMALL = ['--n', '500', '--pairs', '7'];

function race(browserName: string, ...flags: string[]) {
  const args = ['scripts/race.mjs', '--browser', browserName, ...SMALL, ...flags];
  return promisify(execFile)(process.execPath, args, { cwd: ROOT });
}

test('A/A races: each with its interval, and how many had a winner', async ({ browserName }, testInfo) => {
  test.setTimeout(180_000);
  const json = testInfo.outputPath('control.json');
  const { stdout } = await race(browserName, '--control-races', '3', '--engines', 'js-tuned,wasm', '--json', json);
  expect(stdout).toMatch(/^3 A\/A races, [0-3] with a winner where there is none$/m);
  const { races } = JSON.parse(readFileSync(json, 'utf8')) as { races: Record<string, unknown>[] };
  expect(races.map(({ lane }) => lane)).toEqual(['js-tuned', 'wasm', 'js-tuned']);
  for (const { pairs, ciLow, ciHigh } of races) {
    expect(pairs).toBe(7);
    expect(ciLow).toBeLessThanOrEqual(ciHigh as number);
  }
});

test('an experiment: its sentence, its tables, its result object', async ({ browserName }, testInfo) => {
  test.setTimeout(180_000);
  const json = testInfo.outputPath('ladder.json');
  const { stdout } = await race(browserName, '--experiment', 'ladder', '--threads', '2', '--json', json);
  const result = JSON.parse(readFileSync(json, 'utf8')) as { sentence: string; sameAnswer: boolean };
  expect(result.sameAnswer).toBe(true);
  expect(stdout).toContain(`ladder:\n${result.sentence}`);
  expect(stdout).toMatch(/^wasm-simd +1 /m);
});

test('flags that do not go together are refused before anything runs', async ({ browserName }, testInfo) => {
  const refused = { code: 2, stderr: expect.stringContaining('--samples does not go with --control-races') };
  const file = testInfo.outputPath('samples.csv');
  await expect(race(browserName, '--control-races', '2', '--samples', file)).rejects.toMatchObject(refused);
});

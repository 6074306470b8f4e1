import { describe, expect, it } from 'vitest';
import { isOverCap, isSettled, isSteady, sampleLengthMs, WARM_UP } from '../../web/bench/warm-up';

const runs = (count: number, ms: number): number[] => Array<number>(count).fill(ms);

describe('isSettled', () => {
  it.each([
    ['no runs', [], false],
    ['too few runs, however long', runs(5, 100), false],
    ['enough runs in too little time', runs(6, 19), false],
    ['enough runs, enough time, steady', runs(6, 20), true],
    ['steady within 3 %', [...runs(3, 100), ...runs(3, 97.5)], true],
    ['still falling', [...runs(3, 100), ...runs(3, 96)], false],
    ['rising', [...runs(3, 100), ...runs(3, 104)], false],
    ['one outlier among steady ones', [100, 100, 100, 100, 400, 100], true],
    ['fell long ago', [900, 500, ...runs(6, 50)], true],
  ])('%s', (_, runsMs, expected) => {
    expect(isSettled(runsMs)).toBe(expected);
  });
});

it('gives up at the cap', () => {
  expect(isOverCap([])).toBe(false);
  expect(isOverCap([WARM_UP.capMs - 1])).toBe(false);
  expect(isOverCap(runs(7, WARM_UP.capMs / 7 + 1e-9))).toBe(true);
});

it.each([
  [0.005, 10],
  [0.02, 20],
  [0.1, 100],
  [1, 250],
  [16.7, 250],
  [Infinity, 250],
])('a clock of %f ms steps needs samples of %i ms', (step, expected) => {
  expect(sampleLengthMs(step)).toBe(expected);
});

describe('isSteady', () => {
  it.each([
    ['one run', [400], true],
    ['two alike', [200, 202], true],
    ['two that fall', [400, 200], false],
    ['five alike, the first left out', [90, 60, 60, 61, 60], true],
    ['the last windows only', [900, 900, 30, 30, 30, 30, 31, 30], true],
  ])('%s: %s', (_what, runs, steady) => {
    expect(isSteady(runs)).toBe(steady);
  });
});

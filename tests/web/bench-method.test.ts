/** The tables of docs/method.md, computed again: a figure there that the code does not give fails here. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mean, median, quantileSorted } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { Normal } from '../../web/datasets/normal';
import { Rng } from '../../web/shared/rng';
import { medianRanks } from '../../web/stats/interval';
import { compare, LEAST_FACTOR } from '../../web/stats/verdict';

const TRIALS = 1000;
const RESAMPLES = 200;
const PAIRS = [6, 7, 15, 31, 61];
const method = readFileSync(path.resolve(import.meta.dirname, '../../docs/method.md'), 'utf8');

/** Made-up races: 5 % of noise both lanes share, 2 % of their own, and one sample in ten late by 20 % on average. */
class MadeUp {
  private readonly rng: Rng;
  private readonly normal: Normal;

  constructor(seed: number) {
    this.rng = new Rng(seed);
    this.normal = new Normal(this.rng);
  }

  /** Samples of two lanes, the first `times` as slow as the second. */
  race(pairs: number, times: number): { a: number[]; b: number[] } {
    const shared = Array.from({ length: pairs }, () => Math.exp(0.05 * this.normal.next()));
    return { a: shared.map((ms) => times * ms * this.own()), b: shared.map((ms) => ms * this.own()) };
  }

  /** Ends of the middle 95 % of the medians of drawn-again samples: the percentile bootstrap. */
  bootstrap(values: readonly number[]): { low: number; high: number } {
    const draw = () => median(values.map(() => values[this.rng.below(values.length)]!));
    const drawn = Array.from({ length: RESAMPLES }, draw).sort((x, y) => x - y);
    return { low: quantileSorted(drawn, 0.025), high: quantileSorted(drawn, 0.975) };
  }

  private own(): number {
    const late = this.rng.uniform() < 0.1 ? -0.2 * Math.log(1 - this.rng.uniform()) : 0;
    return Math.exp(0.02 * this.normal.next()) * (1 + late);
  }
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** How often the intervals hold the true ratio, how wide they are, and how often a lane beats itself. */
function row(pairs: number): string[] {
  const madeUp = new MadeUp(2026);
  const widths: number[] = [];
  const count = { held: 0, bootstrapHeld: 0, leftOut: 0, wins: 0, meanWins: 0 };
  for (let t = 0; t < TRIALS; t++) {
    const { a, b } = madeUp.race(pairs, 1.5);
    const { ciLow, ciHigh } = compare(a, b);
    count.held += Number(ciLow <= 1.5 && 1.5 <= ciHigh);
    widths.push(ciHigh / ciLow - 1);
    const drawn = madeUp.bootstrap(a.map((ms, i) => Math.log(ms / b[i]!)));
    count.bootstrapHeld += Number(drawn.low <= Math.log(1.5) && Math.log(1.5) <= drawn.high);
    const self = madeUp.race(pairs, 1);
    const control = compare(self.a, self.b);
    count.leftOut += Number(control.ciLow > 1 || control.ciHigh < 1);
    count.wins += Number(control.verdict !== 'too-close-to-call');
    count.meanWins += Number(Math.abs(Math.log(mean(self.a) / mean(self.b))) > Math.log(LEAST_FACTOR));
  }
  const { held, bootstrapHeld, leftOut, wins, meanWins } = count;
  const shares = [held, bootstrapHeld, leftOut, wins, meanWins].map((n) => percent(n / TRIALS));
  const { low, high, coverage } = medianRanks(pairs);
  return [String(pairs), `${low} and ${high}`, percent(coverage), percent(median(widths)), ...shares];
}

describe('docs/method.md', () => {
  it.each(PAIRS)(
    'tells what the simulation of races of %i pairs gives',
    (pairs) => {
      const cells = row(pairs);
      const told = method.split('\n').find((line) => line.startsWith(`| ${pairs} `));
      expect(told?.split('|').map((cell) => cell.trim())).toEqual(['', ...cells, '']);
      // What the text claims of the table, whatever its figures.
      const [, , nominal, , held, , , wins] = cells.map((cell) => parseFloat(cell));
      expect(held).toBeGreaterThan(nominal! - 2);
      expect(wins).toBeLessThan(5);
    },
    30_000,
  );
});

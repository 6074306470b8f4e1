import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../../web/shared/rng';
import { compare, LEAST_FACTOR } from '../../web/stats/verdict';

const ms = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
const pairs = fc.array(fc.tuple(ms, ms), { minLength: 1, maxLength: 80 });
const times = (factor: number, count: number): [number[], number[]] => {
  const b = Array.from({ length: count }, (_, i) => 5 + (i % 7));
  return [b.map((x) => factor * x), b];
};

describe('compare', () => {
  it('names the faster lane from the paired ratios, however much the rounds differ', () => {
    const { ratio, ciLow, ciHigh, verdict } = compare(...times(2, 15));
    expect([ratio, ciLow, ciHigh]).toEqual([2, 2, 2].map((x) => expect.closeTo(x, 12) as number));
    expect(verdict).toBe('b-faster');
    expect(compare(...times(0.5, 15)).verdict).toBe('a-faster');
    expect(compare(...times(1, 15)).verdict).toBe('too-close-to-call');
  });

  it('needs more than 3 % either way', () => {
    expect(compare(...times(1.029, 15)).verdict).toBe('too-close-to-call');
    expect(compare(...times(1.031, 15)).verdict).toBe('b-faster');
    expect(compare(...times(1 / 1.029, 15)).verdict).toBe('too-close-to-call');
    expect(compare(...times(1 / 1.031, 15)).verdict).toBe('a-faster');
  });

  it('never has a winner with fewer than six pairs', () => {
    for (let n = 1; n < 6; n++) expect(compare(...times(100, n)).verdict).toBe('too-close-to-call');
    expect(compare(...times(100, 6)).verdict).toBe('b-faster');
  });

  it('mirrors when the lanes are swapped', () => {
    const mirrored = { 'a-faster': 'b-faster', 'b-faster': 'a-faster', 'too-close-to-call': 'too-close-to-call' };
    fc.assert(
      fc.property(pairs, (samples) => {
        const [a, b] = [samples.map((pair) => pair[0]), samples.map((pair) => pair[1])];
        const [ab, ba] = [compare(a, b), compare(b, a)];
        expect(ba.verdict).toBe(mirrored[ab.verdict]);
        expect(ab.ratio * ba.ratio).toBeCloseTo(1, 9);
        expect(ab.ciLow * ba.ciHigh).toBeCloseTo(1, 9);
        expect(ab.ciLow).toBeLessThanOrEqual(ab.ratio * (1 + 1e-12));
        expect(ab.ratio).toBeLessThanOrEqual(ab.ciHigh * (1 + 1e-12));
      }),
    );
  });

  it('does not look at the unit of time or the order of rounds', () => {
    fc.assert(
      fc.property(pairs, (samples) => {
        const [a, b] = [samples.map((pair) => pair[0]), samples.map((pair) => pair[1])];
        const plain = compare(a, b);
        const scaled = compare(a.map((x) => 1024 * x).reverse(), b.map((x) => 1024 * x).reverse());
        expect(scaled.ratio).toBeCloseTo(plain.ratio, 9 - Math.ceil(Math.log10(1 + plain.ratio)));
      }),
    );
  });

  it('rarely calls a race of equals, and finds a true 1.2x in common drift and one-sided spikes', () => {
    const rng = new Rng(7);
    const noise = (): number => 0.02 * rng.uniform() + (rng.uniform() < 0.05 ? rng.uniform() : 0);
    const race = (factor: number): string => {
      const a: number[] = [];
      const b: number[] = [];
      for (let i = 0; i < 31; i++) {
        const drift = 1 + (0.05 * i) / 31;
        a.push(factor * drift * (1 + noise()));
        b.push(drift * (1 + noise()));
      }
      return compare(a, b).verdict;
    };
    const trials = Array.from({ length: 300 });
    expect(trials.filter(() => race(1) !== 'too-close-to-call').length).toBeLessThanOrEqual(3);
    expect(trials.filter(() => race(1.2) === 'b-faster').length).toBeGreaterThanOrEqual(297);
    expect(LEAST_FACTOR).toBe(1.03);
  });

  it('refuses what is not a pair of times', () => {
    expect(() => compare([], [])).toThrow('0 and 0');
    expect(() => compare([1], [1, 2])).toThrow('1 and 2');
    expect(() => compare([1, 0], [1, 1])).toThrow('round 2 took 0 ms');
    expect(() => compare([1, 1], [1, NaN])).toThrow('round 2 took NaN ms');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleBadges } from '../../web/stats/badges';
import { driftOf, summarise } from '../../web/stats/statistics';

const someSamples = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 });

describe('summarise', () => {
  it('agrees with numbers worked out by hand', () => {
    expect(summarise([4, 1, 3, 2, 100])).toEqual({
      count: 5,
      min: 1,
      q1: 2,
      median: 3,
      q3: 4,
      p95: expect.closeTo(80.8, 9) as number,
      max: 100,
      mad: 1,
      relativeMad: 1 / 3,
      outliers: 1,
    });
  });

  it('keeps its numbers in order, does not look at the order of samples and leaves them alone', () => {
    fc.assert(
      fc.property(someSamples, (samples) => {
        const before = samples.slice();
        const s = summarise(samples);
        expect(samples).toEqual(before);
        const ordered = [s.min, s.q1, s.median, s.q3, s.p95, s.max];
        for (let i = 1; i < ordered.length; i++) expect(ordered[i]! - ordered[i - 1]!).toBeGreaterThan(-1e-9);
        expect(summarise(samples.slice().reverse())).toEqual(s);
        expect(s.outliers).toBeLessThanOrEqual(samples.length / 2);
      }),
    );
  });

  it('refuses nothing and NaN', () => {
    expect(() => summarise([])).toThrow('no samples');
    expect(() => summarise([1, NaN])).toThrow('Sample 2 is NaN');
  });
});

describe('sampleBadges', () => {
  const steady = Array.from({ length: 30 }, (_, i) => 10 + (i % 3) * 0.1);

  it('is silent about steady samples', () => {
    expect(sampleBadges(steady)).toEqual([]);
    expect(driftOf([1, 2, 3, 4, 5])).toBe(0);
  });

  it('tells drift and its way', () => {
    const slower = steady.map((ms, i) => ms * (1 + i / 200));
    expect(driftOf(slower)).toBeCloseTo(0.1, 1);
    expect(sampleBadges(slower).map((badge) => badge.text)).toEqual(['10 % slower at the end than at the start']);
    expect(sampleBadges(slower.slice().reverse())[0]!.text).toMatch(/^9 % faster/);
  });

  it('tells noise and outliers', () => {
    expect(sampleBadges(steady.map((ms, i) => ms * (1 + 0.2 * (i % 3)))).map((badge) => badge.id)).toEqual(['noisy']);
    const spiky = steady.map((ms, i) => (i === 7 ? 3 * ms : ms));
    expect(sampleBadges(spiky)).toEqual([
      { id: 'outliers', lane: null, text: '1 of 30 samples are outliers (counted, not dropped)' },
    ]);
  });
});

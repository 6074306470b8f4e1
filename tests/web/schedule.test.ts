import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeSchedule } from '../../web/bench/schedule';

const seed = fc.integer({ min: 0, max: 0xffff_ffff });

it('has every contestant once in each round', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 40 }), seed, (contestants, rounds, s) => {
      const schedule = makeSchedule(contestants, rounds, s);
      expect(schedule).toHaveLength(rounds);
      const all = Array.from({ length: contestants }, (_, i) => i);
      for (const order of schedule) expect([...order].sort((a, b) => a - b)).toEqual(all);
    }),
  );
});

it('is the same for the same seed and another for another', () => {
  expect(makeSchedule(6, 31, 42)).toEqual(makeSchedule(6, 31, 42));
  expect(makeSchedule(6, 31, 42)).not.toEqual(makeSchedule(6, 31, 43));
  expect(makeSchedule(6, 10, 42)).toEqual(makeSchedule(6, 31, 42).slice(0, 10));
});

it('gives every contestant every place about equally often', () => {
  const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
  for (const order of makeSchedule(4, 4000, 1)) order.forEach((who, place) => counts[who]![place]!++);
  for (const count of counts.flat()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});

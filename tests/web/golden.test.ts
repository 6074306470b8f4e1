import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createJsEngine } from '../../web/engines/js';
import { fromBase64 } from './support/bits';
import { answerBits, fitInSteps, fitWhole, withPoints } from './support/expect-fit';
import { goldenCases, goldenDraws } from './support/golden-cases';
import type { GoldenCase } from './support/golden-cases';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'));
const golden = read('golden.json') as GoldenCase[];

const double = (text: string): number => fromBase64(text)[0]!;

describe('golden vectors', () => {
  it('are what the reference computes', () => {
    expect(goldenCases()).toEqual(golden);
    expect(goldenDraws()).toEqual(read('rng.json'));
  });

  describe.each(['js-objects', 'js', 'js-tuned', 'js-exact'] as const)('%s', (lane) => {
    it.each(golden)('$name', (golden) => {
      const { n, d, data, iterations, converged } = golden;
      const params = { ...golden.params, start: golden.start === null ? null : fromBase64(golden.start) };
      const expected = answerBits({
        iterations,
        converged,
        inertia: double(golden.inertia),
        labels: Int32Array.from(golden.labels),
        centroids: fromBase64(golden.centroids),
        trace: null,
      });
      withPoints(createJsEngine(lane), { data: fromBase64(data), n, d }, (engine) => {
        expect(answerBits(fitWhole(engine, params))).toEqual(expected);
        const steps = fitInSteps(engine, params);
        expect(answerBits(steps.result)).toEqual(expected);
        expect(steps.trace).toEqual(
          golden.trace.map((entry) => ({ ...entry, inertia: double(entry.inertia), shift: double(entry.shift) })),
        );
      });
      withPoints(createJsEngine(lane), { data: fromBase64(data), n, d }, (engine) => {
        const labelsOfStart = fitWhole(engine, { ...params, maxIter: 0 });
        expect(labelsOfStart.iterations).toBe(0);
        expect(labelsOfStart.centroids).toEqual(fromBase64(golden.startExpected));
      });
    });
  });
});

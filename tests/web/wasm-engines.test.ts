import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJsEngine } from '../../web/engines/js';
import type { Engine } from '../../web/engines/engine';
import { fromBase64 } from './support/bits';
import { answerBits, fitInSteps, fitWhole, outcome } from './support/expect-fit';
import type { GoldenCase } from './support/golden-cases';
import { randomConfig } from './support/random-config';
import { referenceFit } from './support/reference';
import { makeWasmEngines } from './support/wasm-node';

const golden = JSON.parse(readFileSync(new URL('../fixtures/golden.json', import.meta.url), 'utf8')) as GoldenCase[];

/** Random configurations every lane must agree on. */
const CONFIGS = 320;

let engines: ReadonlyMap<string, Engine>;
beforeAll(async () => {
  engines = await makeWasmEngines();
});
afterAll(() => {
  for (const engine of engines.values()) engine.dispose();
});

describe('WebAssembly lanes', () => {
  it.each(golden)('golden: $name', (expected) => {
    const { n, d, iterations, converged } = expected;
    const params = { ...expected.params, start: expected.start === null ? null : fromBase64(expected.start) };
    const bits = answerBits({
      iterations,
      converged,
      inertia: fromBase64(expected.inertia)[0]!,
      labels: Int32Array.from(expected.labels),
      centroids: fromBase64(expected.centroids),
      trace: null,
    });
    for (const [name, engine] of engines) {
      engine.load({ data: fromBase64(expected.data), n, d });
      expect(answerBits(fitWhole(engine, params)), name).toEqual(bits);
      const steps = fitInSteps(engine, params);
      expect(answerBits(steps.result), name).toEqual(bits);
      const doubles = (text: string): number => fromBase64(text)[0]!;
      expect(steps.trace, name).toEqual(
        expected.trace.map((entry) => ({ ...entry, inertia: doubles(entry.inertia), shift: doubles(entry.shift) })),
      );
    }
  });

  it(`agree to the bit with JavaScript and the reference on ${CONFIGS} random configurations`, () => {
    const lanes = new Map<string, Engine>([
      ...(['js-objects', 'js', 'js-tuned', 'js-exact'] as const).map((id): [string, Engine] => [
        id,
        createJsEngine(id),
      ]),
      ...engines,
    ]);
    for (let index = 0; index < CONFIGS; index++) {
      const { name, points, params } = randomConfig(index);
      const expected = outcome(() => referenceFit(points, params));
      for (const [lane, engine] of lanes) {
        engine.load(points);
        expect(
          outcome(() => fitWhole(engine, params)),
          `${lane}, ${name}`,
        ).toEqual(expected);
      }
    }
  }, 240_000);
});

import { expect, it } from 'vitest';
import { firstDisagreement } from '../../web/bench/agreement';
import type { Answer } from '../../web/bench/types';
import { answer } from './support/fake-lane';

type Named = Answer & { id: string };

function named(id: string, change: Partial<Answer> = {}): Named {
  const whole = { ...answer(), ...change };
  // Stand-ins for the hashes: equal exactly where the bits are.
  const labelsSha256 = whole.labels.join();
  const centroidsSha256 = Array.from(whole.centroids, (x) => (Object.is(x, -0) ? '-0' : String(x))).join();
  return { labelsSha256, centroidsSha256, ...whole, id };
}

const first = named('js');

it.each([
  ['labels', { labels: Int32Array.of(0, 1, 1, 0) }, 1, 2],
  ['centroids', { centroids: Float64Array.of(0.5, 10.500000000000002) }, 1, 1],
  ['iterations', { iterations: 4 }, 0, 1],
  ['inertia', { inertia: 1.0000000000000002 }, 0, 1],
] as const)('finds the place where %s part', (what, change, index, count) => {
  const found = firstDisagreement([first, named('wasm'), named('wasm-simd', change)]);
  expect(found).toEqual({ a: 'js', b: 'wasm-simd', what, index, count });
});

it('finds none in equal answers, none in one, none in none', () => {
  expect(firstDisagreement([first, named('wasm'), named('js')])).toBeNull();
  expect(firstDisagreement([first])).toBeNull();
  expect(firstDisagreement([])).toBeNull();
});

it('holds NaN equal to itself and 0 apart from -0', () => {
  const nan = { centroids: Float64Array.of(NaN, 1), inertia: NaN };
  expect(firstDisagreement([named('js', nan), named('wasm', nan)])).toBeNull();
  const zeros = [
    named('js', { centroids: Float64Array.of(0, 1) }),
    named('wasm', { centroids: Float64Array.of(-0, 1) }),
  ];
  expect(firstDisagreement(zeros)).toMatchObject({ what: 'centroids', index: 0, count: 1 });
});

it('names labels first, as they are the easiest to look at', () => {
  const all = { labels: Int32Array.of(1, 1, 0, 0), centroids: Float64Array.of(10.5, 0.5), iterations: 9, inertia: 2 };
  expect(firstDisagreement([first, named('wasm', all)])).toMatchObject({ what: 'labels', index: 0, count: 4 });
});

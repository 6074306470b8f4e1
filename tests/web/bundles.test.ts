import { describe, expect, it } from 'vitest';
import { autoThreads, laneAvailability } from '../../web/platform/bundles';
import type { Features } from '../../web/platform/features';
import { LANE_IDS, LANES } from '../../web/shared/lanes';
import type { WasmModuleId } from '../../web/shared/lanes';

const ALL: Features = {
  ...{ crossOriginIsolated: true, sharedArrayBuffer: true, wasm: true, simd: true, threads: true },
  hardwareConcurrency: 4,
};
const NO_WASM = 'this browser has no WebAssembly';
const NO_SIMD = 'this browser has no WebAssembly SIMD';
const NOT_ISOLATED = 'the page is not cross-origin isolated, so it has no shared memory';
const NO_SHARED = 'this browser has no SharedArrayBuffer';

/** What a browser lacks, and why each module then cannot run; null where it can. */
const TABLE: readonly (readonly [what: string, Partial<Features>, Record<WasmModuleId, string | null>])[] = [
  ['nothing', {}, { scalar: null, simd: null, threads: null }],
  [
    'isolation',
    { crossOriginIsolated: false, sharedArrayBuffer: false, threads: false },
    { scalar: null, simd: null, threads: NOT_ISOLATED },
  ],
  [
    'SharedArrayBuffer, though it claims isolation',
    { sharedArrayBuffer: false, threads: false },
    { scalar: null, simd: null, threads: NO_SHARED },
  ],
  ['SIMD', { simd: false }, { scalar: null, simd: NO_SIMD, threads: NO_SIMD }],
  ['SIMD and isolation', { simd: false, threads: false }, { scalar: null, simd: NO_SIMD, threads: NO_SIMD }],
  ['WebAssembly', { wasm: false, simd: false, threads: false }, { scalar: NO_WASM, simd: NO_WASM, threads: NO_WASM }],
];

describe.each(TABLE)('a browser without %s', (_, lacks, reasons) => {
  it.each(LANE_IDS)('%s', (id) => {
    const { module } = LANES[id];
    const reason = module === null ? null : reasons[module];
    expect(laneAvailability({ ...ALL, ...lacks })[id]).toEqual(
      reason === null ? { available: true } : { available: false, reason },
    );
  });
});

it.each([
  [0, 1],
  [1, 1],
  [4, 4],
  [8, 8],
  [128, 8],
])('%i processors give %i threads', (hardwareConcurrency, threads) => {
  expect(autoThreads({ ...ALL, hardwareConcurrency })).toBe(threads);
});

/** What this browser has, found by trying, never by its name. */
export interface Features {
  readonly crossOriginIsolated: boolean;
  readonly sharedArrayBuffer: boolean;
  readonly wasm: boolean;
  readonly simd: boolean;
  /** Threads over shared memory: isolation and SharedArrayBuffer both, as one browser claims the first alone. */
  readonly threads: boolean;
  /** Logical processors the browser claims. */
  readonly hardwareConcurrency: number;
}

/** A module of one function: i32.const 0, i8x16.splat, i8x16.popcnt. Valid only with SIMD. */
const SIMD_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

/** Looks at the browser now. */
export function detectFeatures(): Features {
  const wasm = typeof WebAssembly === 'object' && typeof WebAssembly.validate === 'function';
  const isolated = globalThis.crossOriginIsolated;
  const sharedArrayBuffer = typeof SharedArrayBuffer === 'function';
  return {
    crossOriginIsolated: isolated,
    sharedArrayBuffer,
    wasm,
    simd: wasm && WebAssembly.validate(SIMD_PROBE),
    threads: wasm && isolated && sharedArrayBuffer,
    hardwareConcurrency: navigator.hardwareConcurrency || 1,
  };
}

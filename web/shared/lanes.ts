/** The lanes a race can have: what each one is, in words and in needs. */

export const LANE_IDS = [
  'js-objects',
  'js',
  'js-tuned',
  'js-exact',
  'wasm',
  'wasm-simd',
  'wasm-threads',
  'wasm-exact',
  'wasm-exact-threads',
  'ml-kmeans',
  'skmeans',
] as const;
export type LaneId = (typeof LANE_IDS)[number];

/** How a lane finds the answer: textbook Lloyd, or the same answer with less work (docs/exactness.md). */
export type Algorithm = 'lloyd' | 'exact';

/** One of the three WebAssembly modules built from the one C++ source. */
export type WasmModuleId = 'scalar' | 'simd' | 'threads';

export interface LaneInfo {
  readonly id: LaneId;
  readonly language: 'js' | 'wasm';
  /** Short name for chips, tables and chart labels. */
  readonly title: string;
  /** One plain sentence: what this lane is. */
  readonly what: string;
  /** The module a WebAssembly lane needs; null for JavaScript lanes. */
  readonly module: WasmModuleId | null;
  readonly algorithm: Algorithm;
  /**
   * Whether the lane keeps the numeric contract (docs/contract.md): its answer then equals that of every other such lane
   * bit for bit. The packages of others do not: they are timed beside the race and take no part in its verdict.
   */
  readonly contract: boolean;
  /** Whether the lane can use more than one thread. */
  readonly threaded: boolean;
}

export const LANES: Readonly<Record<LaneId, LaneInfo>> = {
  'js-objects': {
    id: 'js-objects',
    language: 'js',
    title: 'JavaScript, objects',
    what: 'Arrays of objects, the shape most first versions have.',
    module: null,
    algorithm: 'lloyd',
    contract: true,
    threaded: false,
  },
  js: {
    id: 'js',
    language: 'js',
    title: 'JavaScript',
    what: 'Flat Float64Array, textbook Lloyd: the honest baseline.',
    module: null,
    algorithm: 'lloyd',
    contract: true,
    threaded: false,
  },
  'js-tuned': {
    id: 'js-tuned',
    language: 'js',
    title: 'JavaScript, tuned',
    what: 'The same with four centroids in registers: what JavaScript can do when someone tries hard.',
    module: null,
    algorithm: 'lloyd',
    contract: true,
    threaded: false,
  },
  'js-exact': {
    id: 'js-exact',
    language: 'js',
    title: 'JavaScript exact',
    what: 'The same exact acceleration as in C++, written in JavaScript: the algorithm without the language.',
    module: null,
    algorithm: 'exact',
    contract: true,
    threaded: false,
  },
  wasm: {
    id: 'wasm',
    language: 'wasm',
    title: 'WebAssembly',
    what: 'C++ textbook Lloyd, scalar, one thread.',
    module: 'scalar',
    algorithm: 'lloyd',
    contract: true,
    threaded: false,
  },
  'wasm-simd': {
    id: 'wasm-simd',
    language: 'wasm',
    title: 'WebAssembly SIMD',
    what: 'C++ Lloyd with hand-written SIMD, one thread.',
    module: 'simd',
    algorithm: 'lloyd',
    contract: true,
    threaded: false,
  },
  'wasm-threads': {
    id: 'wasm-threads',
    language: 'wasm',
    title: 'WebAssembly SIMD + threads',
    what: 'C++ Lloyd with SIMD on all threads.',
    module: 'threads',
    algorithm: 'lloyd',
    contract: true,
    threaded: true,
  },
  'wasm-exact': {
    id: 'wasm-exact',
    language: 'wasm',
    title: 'WebAssembly exact',
    what: 'C++ that proves which labels cannot change and computes the rest, SIMD, one thread.',
    module: 'simd',
    algorithm: 'exact',
    contract: true,
    threaded: false,
  },
  'wasm-exact-threads': {
    id: 'wasm-exact-threads',
    language: 'wasm',
    title: 'WebAssembly exact + threads',
    what: 'Everything on: the exact acceleration, SIMD and all threads.',
    module: 'threads',
    algorithm: 'exact',
    contract: true,
    threaded: true,
  },
  'ml-kmeans': {
    id: 'ml-kmeans',
    language: 'js',
    title: 'ml-kmeans (library)',
    what: 'The npm package ml-kmeans on arrays of arrays, from the same start; its own rules, so perhaps another answer.',
    module: null,
    algorithm: 'lloyd',
    contract: false,
    threaded: false,
  },
  skmeans: {
    id: 'skmeans',
    language: 'js',
    title: 'skmeans (library)',
    what: 'The npm package skmeans on arrays of arrays, from the same start; its own rules, so perhaps another answer.',
    module: null,
    algorithm: 'lloyd',
    contract: false,
    threaded: false,
  },
};

/** The lanes that keep the numeric contract: what a proof or a verdict may speak of. */
export const CONTRACT_LANE_IDS: readonly LaneId[] = LANE_IDS.filter((id) => LANES[id].contract);

export function isLaneId(text: string): text is LaneId {
  return (LANE_IDS as readonly string[]).includes(text);
}

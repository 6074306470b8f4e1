/** The WebAssembly engines as built for Node: the same objects as the browser's, other glue. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createWasmEngine } from '../../../web/engines/wasm/engine';
import type { Engine } from '../../../web/engines/engine';
import type { KMeansModule, ModuleFactory } from '../../../web/engines/wasm/module';
import type { WasmModuleId } from '../../../web/shared/lanes';

const require = createRequire(import.meta.url);

/** Most threads a test may ask for. */
export const MOST_THREADS = 7;

/** Loads a module once: 3.1.6's glue cannot fetch a file in Node, so the bytes are handed in. */
export async function loadNodeModule(id: WasmModuleId): Promise<KMeansModule> {
  const stem = new URL(`../../../build/wasm-${id}/node/kmeans-${id}`, import.meta.url).pathname;
  const factory = require(`${stem}.cjs`) as ModuleFactory;
  return factory({
    extraThreads: id === 'threads' ? 6 * MOST_THREADS : 0,
    wasmBinary: readFileSync(`${stem}.wasm`),
  });
}

/** Engines under the names of their lanes and thread counts. Kept for the whole file: each holds its threads. */
export async function makeWasmEngines(): Promise<ReadonlyMap<string, Engine>> {
  const [scalar, simd, threads] = await Promise.all([
    loadNodeModule('scalar'),
    loadNodeModule('simd'),
    loadNodeModule('threads'),
  ]);
  const engines = new Map<string, Engine>([
    ['wasm', createWasmEngine(scalar, { threads: 1, chooseThreads: false, algorithm: 'lloyd' })],
    ['wasm-simd', createWasmEngine(simd, { threads: 1, chooseThreads: false, algorithm: 'lloyd' })],
    ['wasm-exact', createWasmEngine(simd, { threads: 1, chooseThreads: false, algorithm: 'exact' })],
    // No lane, but the same code on the scalar primitives.
    ['wasm-exact, scalar', createWasmEngine(scalar, { threads: 1, chooseThreads: false, algorithm: 'exact' })],
  ]);
  engines.set(
    'wasm-exact-threads, choosing',
    createWasmEngine(threads, { threads: 2, chooseThreads: true, algorithm: 'exact' }),
  );
  for (const count of [1, 2, 3, MOST_THREADS]) {
    engines.set(
      `wasm-threads on ${count}`,
      createWasmEngine(threads, { threads: count, chooseThreads: false, algorithm: 'lloyd' }),
    );
    engines.set(
      `wasm-exact-threads on ${count}`,
      createWasmEngine(threads, { threads: count, chooseThreads: false, algorithm: 'exact' }),
    );
  }
  engines.get('wasm-exact-threads, choosing')?.settle?.();
  return engines;
}

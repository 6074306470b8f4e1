import { LANES } from '../shared/lanes';
import type { LaneId } from '../shared/lanes';
import type { ColdParts } from '../shared/result';
import { now } from '../platform/clock';
import type { JsLaneId } from './js';
import type { Engine } from './engine';

/** An engine, and what getting it ready took. */
export interface MadeEngine {
  readonly engine: Engine;
  readonly cold: ColdParts;
}

/** Scripts are fetched and compiled by one step that shows no seam. */
function scriptParts(started: number): ColdParts {
  return { fetchMs: now() - started, compileMs: 0, instantiateMs: 0 };
}

/** The packages of others: each in a chunk of its own, fetched only when chosen. */
async function createLibraryEngine(lane: LaneId): Promise<Engine> {
  const [{ LibraryEngine }, { fitter }] = await Promise.all([
    import('./lib/engine'),
    lane === 'skmeans' ? import('./lib/skmeans') : import('./lib/ml-kmeans'),
  ]);
  return new LibraryEngine(fitter);
}

/**
 * Makes the engine of a lane. Each language's code is loaded only when one of its lanes is.
 *
 * @param threads Threads to have; lanes without threads ignore it
 * @param chooseThreads Whether a fit may be given one thread instead of all where that is faster
 * @param wasmBaseUrl Absolute address of the folder with the generated WebAssembly modules
 */
export async function createEngine(
  lane: LaneId,
  threads: number,
  chooseThreads: boolean,
  wasmBaseUrl: string,
): Promise<MadeEngine> {
  const { module, threaded, algorithm, contract } = LANES[lane];
  const started = now();
  if (!contract) return { engine: await createLibraryEngine(lane), cold: scriptParts(started) };
  if (module === null) {
    const { createJsEngine } = await import('./js');
    return { engine: createJsEngine(lane as JsLaneId), cold: scriptParts(started) };
  }
  const [{ loadWasmModule }, { createWasmEngine }] = await Promise.all([
    import('./wasm/loader'),
    import('./wasm/engine'),
  ]);
  const count = threaded ? threads : 1;
  const { instance, cold } = await loadWasmModule(module, wasmBaseUrl, count - 1);
  return { engine: createWasmEngine(instance, { threads: count, chooseThreads, algorithm }), cold };
}

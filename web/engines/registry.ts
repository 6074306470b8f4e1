import { LANES } from '../shared/lanes';
import type { LaneId } from '../shared/lanes';
import type { JsLaneId } from './js';
import type { Engine } from './engine';

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
): Promise<Engine> {
  const { module, threaded, algorithm } = LANES[lane];
  if (module === null) {
    const { createJsEngine } = await import('./js');
    return createJsEngine(lane as JsLaneId);
  }
  const [{ loadWasmModule }, { createWasmEngine }] = await Promise.all([
    import('./wasm/loader'),
    import('./wasm/engine'),
  ]);
  const count = threaded ? threads : 1;
  return createWasmEngine(await loadWasmModule(module, wasmBaseUrl, count - 1), {
    threads: count,
    chooseThreads,
    algorithm,
  });
}

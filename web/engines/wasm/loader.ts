import type { WasmModuleId } from '../../shared/lanes';
import type { KMeansModule, ModuleFactory } from './module';

/** 64 KiB pages of the smallest memory the modules declare, and the limits to try for a shared one, largest first. */
const INITIAL_PAGES = 256;
const SHARED_LIMITS = [65536, 32768, 16384, 8192];

/** A shared memory with the largest limit this browser grants: some phones refuse 4 GiB, then 2, of address space. */
function sharedMemory(): WebAssembly.Memory {
  for (const maximum of SHARED_LIMITS) {
    try {
      return new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum, shared: true });
    } catch {
      // try the next smaller one
    }
  }
  throw new Error('this browser grants no shared WebAssembly memory');
}

/**
 * Fetches, compiles and instantiates a module. The glue is never bundled: it finds its .wasm and its thread workers
 * beside itself, so it is imported from where the build put it.
 *
 * @param baseUrl Absolute address of the folder with the generated modules, with a slash at its end
 * @param extraThreads Threads to start beside the caller's own (the `threads` module only)
 */
export async function loadWasmModule(id: WasmModuleId, baseUrl: string, extraThreads: number): Promise<KMeansModule> {
  const url = new URL(`kmeans-${id}.mjs`, baseUrl).href;
  const glue = (await import(/* @vite-ignore */ url)) as { default: ModuleFactory };
  if (id !== 'threads') return glue.default({ extraThreads: 0 });
  // Emscripten 3.1.6 waits for the last worker of its pool to load: with an empty pool it waits for ever.
  return glue.default({ extraThreads: Math.max(1, extraThreads), wasmMemory: sharedMemory() });
}

import type { WasmModuleId } from '../../shared/lanes';
import type { ColdParts } from '../../shared/result';
import { now } from '../../platform/clock';
import type { KMeansModule, ModuleFactory, ModuleOptions } from './module';

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

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.arrayBuffer();
}

/** The glue's own start with a module that is compiled already; also ends when making the instance fails. */
function instantiate(
  factory: ModuleFactory,
  compiled: WebAssembly.Module,
  options: ModuleOptions,
): Promise<KMeansModule> {
  return new Promise((resolve, reject) => {
    const instantiateWasm: ModuleOptions['instantiateWasm'] = (imports, receive) => {
      WebAssembly.instantiate(compiled, imports).then((instance) => {
        receive(instance, compiled);
      }, reject);
      return {};
    };
    factory({ ...options, instantiateWasm }).then(resolve, reject);
  });
}

/**
 * Fetches, compiles and instantiates a module, one after the other, so that each can be timed. The glue is never bundled:
 * it finds its thread workers beside itself, so it is imported from where the build put it.
 *
 * @param baseUrl Absolute address of the folder with the generated modules, with a slash at its end
 * @param extraThreads Threads to start beside the caller's own (the `threads` module only)
 */
export async function loadWasmModule(
  id: WasmModuleId,
  baseUrl: string,
  extraThreads: number,
): Promise<{ instance: KMeansModule; cold: ColdParts }> {
  const addressOf = (ending: string): string => new URL(`kmeans-${id}.${ending}`, baseUrl).href;
  const started = now();
  const [glue, bytes] = await Promise.all([
    import(/* @vite-ignore */ addressOf('mjs')) as Promise<{ default: ModuleFactory }>,
    fetchBytes(addressOf('wasm')),
  ]);
  const fetched = now();
  const compiled = await WebAssembly.compile(bytes);
  const ready = now();
  // Emscripten 3.1.6 waits for the last worker of its pool to load: with an empty pool it waits for ever.
  const options =
    id === 'threads' ? { extraThreads: Math.max(1, extraThreads), wasmMemory: sharedMemory() } : { extraThreads: 0 };
  const instance = await instantiate(glue.default, compiled, options);
  return {
    instance,
    cold: { fetchMs: fetched - started, compileMs: ready - fetched, instantiateMs: now() - ready },
  };
}

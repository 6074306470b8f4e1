import { LANE_IDS, LANES } from '../shared/lanes';
import type { LaneId, WasmModuleId } from '../shared/lanes';
import type { Features } from './features';

export type Availability = { readonly available: true } | { readonly available: false; readonly reason: string };

/** More threads than this were never seen to pay for one fit, and each costs memory. */
const MOST_AUTO_THREADS = 8;

function moduleAvailability(module: WasmModuleId, features: Features): Availability {
  if (!features.wasm) return { available: false, reason: 'this browser has no WebAssembly' };
  if (module === 'scalar') return { available: true };
  if (!features.simd) return { available: false, reason: 'this browser has no WebAssembly SIMD' };
  if (module === 'simd' || features.threads) return { available: true };
  return {
    available: false,
    reason: features.crossOriginIsolated
      ? 'this browser has no SharedArrayBuffer'
      : 'the page is not cross-origin isolated, so it has no shared memory',
  };
}

/** Which lanes this browser can run, and why not the others. Pure: the same features give the same table. */
export function laneAvailability(features: Features): Readonly<Record<LaneId, Availability>> {
  const entries = LANE_IDS.map((id): [LaneId, Availability] => {
    const { module } = LANES[id];
    return [id, module === null ? { available: true } : moduleAvailability(module, features)];
  });
  return Object.fromEntries(entries) as Record<LaneId, Availability>;
}

/** Threads a threaded lane gets when nobody says: the logical processors, up to eight. */
export function autoThreads(features: Features): number {
  return Math.max(1, Math.min(features.hardwareConcurrency, MOST_AUTO_THREADS));
}

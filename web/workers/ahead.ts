import { autoThreads } from '../platform/bundles';
import { mark } from '../platform/clock';
import { detectFeatures } from '../platform/features';
import { installTrustedTypes } from '../platform/trusted-types';
import { wasmBase } from '../platform/wasm-base';
import { LaneClient } from './lane-client';
import type { OpenOptions } from './protocol';

/** A lane opened while the rest of the page is still on its way. */
export interface LaneAhead {
  readonly options: OpenOptions;
  readonly lane: LaneClient;
}

/** Starts the lane that takes longest to start, with its threads, as the first race wants it unless told otherwise. */
function openAhead(): LaneAhead | null {
  installTrustedTypes();
  const features = detectFeatures();
  if (!features.threads || !features.simd || typeof Worker !== 'function') return null;
  const options: OpenOptions = {
    lane: 'wasm-exact-threads',
    threads: autoThreads(features),
    chooseThreads: true,
    wasmBaseUrl: wasmBase(),
  };
  const lane = new LaneClient();
  lane.open(options).then(
    () => {
      mark('kmeans-race-pool-ready');
    },
    () => undefined,
  );
  return { options, lane };
}

/** Opened when this module is first loaded; null where there are no threads. */
export const laneAhead = openAhead();

/** Puts the service worker in, when that disturbs nothing. Second script of the page, after `main.tsx`. */

import { installServiceWorker } from './platform/service-worker';
import { wasmBase } from './platform/wasm-base';
import * as store from './ui/store';

/** Copying the site takes a processor some 100 ms: not while the page starts, and not while something is measured. */
const CALM_MS = 1500;

/** Settles when nothing has been measured for a while. */
async function calm(): Promise<void> {
  let quiet = false;
  while (!quiet) {
    quiet = !store.busy.value;
    await new Promise((resolve) => setTimeout(resolve, CALM_MS));
    quiet &&= !store.busy.value;
  }
}

const untouchedSource = store.source.value;

/** Whether a reload takes nothing from a visitor; settings come back with the address. */
function untouched(): boolean {
  return (
    !store.busy.value &&
    store.raceLanes.value === null &&
    store.source.value === untouchedSource &&
    store.givenStart.value === null
  );
}

async function install(): Promise<void> {
  // An isolated page can wait; one that is not is best loaded again before anybody has started anything.
  if (store.features.crossOriginIsolated) await calm();
  await installServiceWorker(new URL('..', wasmBase()).href, untouched);
}

// The development server changes its files all the time.
if (import.meta.env.PROD) void install();

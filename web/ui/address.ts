import { effect } from '@preact/signals';
import { parseParams, serializeParams } from '../shared/params';
import * as store from './store';

/** Takes the settings from the address; what it could not use is listed for the person by name. */
export function readAddress(): void {
  const { params, problems } = parseParams(location.search);
  store.params.value = params;
  store.addressProblems.value = problems.map(({ message }) => `Address: ${message}`);
}

/** From now on the address follows the settings. It stays as it is until the first change. */
export function followSettings(): void {
  let first = true;
  effect(() => {
    const query = serializeParams(store.params.value);
    if (!first) history.replaceState(null, '', `?${query}${location.hash}`);
    first = false;
  });
}

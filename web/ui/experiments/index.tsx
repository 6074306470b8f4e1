/** Everything below the race: loaded after it, as none of it is needed for a first verdict. */

import type { ExperimentId } from '../../shared/experiments';
import type { ExperimentState } from './state';

/** The experiments by name. */
export const EXPERIMENTS: Readonly<Partial<Record<ExperimentId, ExperimentState<unknown>>>> = {};

/** The sections in the order a visitor asks. */
export function Experiments() {
  return <></>;
}

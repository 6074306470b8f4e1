import type { Answer } from '../bench/types';
import { LANES } from '../shared/lanes';
import type { Dataset } from '../shared/types';
import * as store from './store';

/** An answer and the points it is of. */
export interface Answered {
  readonly dataset: Dataset;
  readonly answer: Answer;
}

/** The contract's answer of the race on show; null when its lanes differ, or when it is not of the points on show. */
export function answered(): Answered | null {
  const dataset = store.dataset.value;
  // Packages of others may race too: their labels are not the proven ones.
  const lane = store.lanes.value.find(({ answer, contestant }) => answer !== null && LANES[contestant.id].contract);
  const answer = lane?.answer;
  if (!store.finished.value?.result.sameAnswer || !dataset || answer?.labels.length !== dataset.n) return null;
  return { dataset, answer };
}

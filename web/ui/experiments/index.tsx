/** Everything below the race: loaded after it, as none of it is needed for a first verdict. */

import type { ExperimentId } from '../../shared/experiments';
import { recordRuns } from '../history';
import { CompareSection } from './compare-section';
import { HistorySection } from './history-section';
import { CrossoverSection, crossoverState } from './crossover-section';
import { LadderSection, ladderState } from './ladder-section';
import type { ExperimentState } from './state';
import { ThreadsSection, threadsState } from './threads-section';

/** The experiments by name. */
export const EXPERIMENTS: Readonly<Partial<Record<ExperimentId, ExperimentState<unknown>>>> = {
  ladder: ladderState,
  crossover: crossoverState,
  threads: threadsState,
};

recordRuns(EXPERIMENTS);

/** The sections in the order a visitor asks. */
export function Experiments() {
  return (
    <div class="experiments">
      <LadderSection />
      <CrossoverSection />
      <ThreadsSection />
      <HistorySection />
      <CompareSection />
    </div>
  );
}

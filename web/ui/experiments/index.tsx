/** Everything below the race: loaded after it, as none of it is needed for a first verdict. */

import type { ExperimentId } from '../../shared/experiments';
import { Exports } from '../exports';
import { recordRuns } from '../history';
import { ImageSection } from '../image-section';
import { WatchSection } from '../watch/section';
import { CompareSection } from './compare-section';
import { ControlSection, controlState } from './control-section';
import { HistorySection } from './history-section';
import { CrossoverSection, crossoverState } from './crossover-section';
import { LadderSection, ladderState } from './ladder-section';
import { SeedingSection, seedingState } from './seeding-section';
import type { ExperimentState } from './state';
import { SweepSection, sweepState } from './sweep-section';
import { ThreadsSection, threadsState } from './threads-section';

/** The experiments by name. */
export const EXPERIMENTS: Readonly<Partial<Record<ExperimentId, ExperimentState<unknown>>>> = {
  ladder: ladderState,
  crossover: crossoverState,
  threads: threadsState,
  sweep: sweepState,
  seeding: seedingState,
  control: controlState,
};

recordRuns(EXPERIMENTS);

/** The sections in the order a visitor asks. */
export function Experiments() {
  return (
    <div class="experiments">
      <ImageSection />
      <LadderSection />
      <WatchSection />
      <CrossoverSection />
      <ThreadsSection />
      <SweepSection />
      <SeedingSection />
      <Exports />
      <HistorySection />
      <CompareSection />
      <ControlSection />
    </div>
  );
}

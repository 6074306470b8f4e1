/** A lane against itself (an A/A control): what a difference of nothing looks like on this machine, right now. */

import { LANES, type LaneId } from '../../shared/lanes';
import type { ComparisonVerdict } from '../../shared/result';
import { KMeansError } from '../../shared/types';
import { badgeLine } from '../../stats/badges';
import { race } from '../race';
import type { Experiment, ExperimentInput } from './types';

/** Enough for an interval of 95 %; a race that asks for more pairs gets a control of as many. */
const LEAST_PAIRS = 15;
/** Fewest pairs that have an interval of 95 %. */
const INTERVAL_PAIRS = 6;

/** What the control found. Times of the first over times of the second contestant, though both are one lane. */
export interface ControlResult {
  readonly lane: LaneId;
  readonly ratio: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** Anything but `too-close-to-call` is the machine's doing. */
  readonly verdict: ComparisonVerdict;
  /** Pairs timed. */
  readonly pairs: number;
  readonly badges: readonly string[];
}

/** How the control races; tests hand in their own. */
export type Racing = typeof race;

/** The lane to control when nobody chose one: the most refined of those chosen, else of those there are. */
export function defaultLane({ chosen, available }: Pick<ExperimentInput, 'chosen' | 'available'>): LaneId {
  const lanes = chosen.length > 0 ? chosen : available;
  const lane = lanes.filter((id) => LANES[id].contract).at(-1) ?? lanes.at(-1);
  if (!lane) throw new KMeansError('there is no lane to race against itself');
  return lane;
}

/** Races `lane` against itself, each in a worker of its own, as any two lanes. @throws KMeansError without an interval */
export function controlOf(lane: () => LaneId | null, racing: Racing = race): Experiment<ControlResult> {
  return async (input, hooks, signal) => {
    const id = lane() ?? defaultLane(input);
    if (!input.available.includes(id)) throw new KMeansError(`${LANES[id].title} cannot run in this browser`);
    const pairs = Math.max(LEAST_PAIRS, input.pairs);
    const threads = LANES[id].threaded ? input.threads : 1;
    const contestant = { id, threads, chooseThreads: input.chooseThreads };
    const outcome = await racing(
      {
        ...{ dataset: input.dataset, fit: input.fit, scope: input.scope, timeCapMs: input.budgetMs },
        ...{ contestants: [contestant, contestant], pairs },
      },
      {
        onProgress: ({ stage, done }) => {
          if (stage === 'measure')
            hooks.onProgress({ text: `pair ${Math.max(done, 1)} of ${pairs}`, done, total: pairs });
          else hooks.onProgress({ text: 'getting ready', done: 0, total: null });
        },
      },
      signal,
    );
    const [comparison] = outcome.comparisons;
    const timed = outcome.engines[0]?.samplesMs.length ?? 0;
    if (!comparison) throw new KMeansError(outcome.failures[0]?.message ?? 'the lane gave two different answers');
    if (timed < INTERVAL_PAIRS) {
      throw new KMeansError(`${timed} of ${pairs} pairs in the time there is; an interval takes ${INTERVAL_PAIRS}`);
    }
    const { ratio, ciLow, ciHigh, verdict } = comparison;
    return {
      lane: id,
      ratio,
      ciLow,
      ciHigh,
      verdict,
      pairs: timed,
      badges: [...new Set(outcome.badges.map(badgeLine))],
    };
  };
}

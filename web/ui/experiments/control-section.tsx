import { computed, signal } from '@preact/signals';
import { controlOf, defaultLane, type ControlResult } from '../../bench/experiments/control';
import { LANE_IDS, LANES, type LaneId } from '../../shared/lanes';
import { LEAST_FACTOR } from '../../stats/verdict';
import { SelectField } from '../fields';
import { count, times } from '../format';
import * as store from '../store';
import { fastest } from '../words';
import { ExperimentSection } from './section';
import { experimentState } from './state';

/** The lane a person picked to race against itself. */
const picked = signal<LaneId | null>(null);

/** The lane that is raced: the one picked, else the fastest of the last race, else the most refined of those chosen. */
const lane = computed<LaneId>(() => {
  const best = fastest(store.finished.value?.result.engines ?? [], () => true)?.id;
  const available = runnable();
  const chosen = store.params.value.engines.filter((id) => available.includes(id));
  return picked.value ?? chosen.find((id) => id === best) ?? defaultLane({ chosen, available });
});

export const controlState = experimentState<ControlResult>(
  'control',
  controlOf(() => lane.value),
);

/** The lanes this browser can run. */
function runnable(): readonly LaneId[] {
  return LANE_IDS.filter((id) => store.availability[id].available);
}

/** What a control says: nothing to tell apart, as there is nothing; or how far off the machine is. */
export function controlWords({ lane, ratio, ciLow, ciHigh, verdict, pairs }: ControlResult): string {
  const { title } = LANES[lane];
  const figures = `${times(ratio, 3)}, 95 % interval ${times(ciLow, 3)} to ${times(ciHigh, 3)}, ${count(pairs, 'pair')}`;
  return verdict === 'too-close-to-call'
    ? `${title} against itself is too close to call, as it must be (${figures}).`
    : `This machine is too noisy: a lane differs from itself. ${title} against itself gave ${figures}.`;
}

function Control({ result }: { readonly result: ControlResult }) {
  return (
    <>
      <p>
        <strong>{controlWords(result)}</strong>
      </p>
      {result.badges.length > 0 && (
        <ul class="small">
          {result.badges.map((badge, index) => (
            <li key={index}>{badge}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function LaneChoice() {
  return (
    <SelectField
      label="Lane"
      value={lane.value}
      options={runnable().map((id) => ({ value: id, label: LANES[id].title }))}
      disabled={store.busy.value}
      onCommit={(id) => {
        picked.value = id;
      }}
    />
  );
}

/** The method in plain sentences, each the reason a time here may be believed. */
function Method() {
  const dead = Math.round(100 * (LEAST_FACTOR - 1));
  return (
    <ul class="method">
      <li>Lanes take turns: in each round every lane is timed once, in an order shuffled anew, never two at a time.</li>
      <li>Times of one round form a pair, so that what slows the machine for a while slows both sides of it.</li>
      <li>
        The ratio is the median over all pairs, taken of logarithms: swapping the lanes turns it into its reciprocal.
      </li>
      <li>
        The 95 % interval is made of two of the measured ratios, found by their rank: it assumes no shape of the noise
        and can be worked out again from the exported samples.
      </li>
      <li>
        A lane counts as faster only where the whole interval lies more than {dead} % to one side; else it is too close
        to call.
      </li>
      <li>Outliers are counted and shown, never dropped. A page that was hidden for a moment gets no verdict.</li>
    </ul>
  );
}

/** How times are taken, and the control that anyone can run: a lane against itself. */
export function ControlSection() {
  return (
    <ExperimentSection
      state={controlState}
      title="How we measure"
      lead="A method that finds a difference where there is none is no good: here a lane races itself, and must not win."
      action="Race a lane against itself"
      estimate="about 3 s"
      controls={
        <>
          <Method />
          <LaneChoice />
        </>
      }
    >
      {(result) => <Control result={result} />}
    </ExperimentSection>
  );
}

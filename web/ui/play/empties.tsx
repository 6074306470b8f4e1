import { startWithEmpty } from '../../datasets/drawn';
import type { EmptyPolicy } from '../../shared/types';
import { set, setGivenStart } from '../actions';
import { SelectField } from '../fields';
import * as store from '../store';
import { emptiesWords } from './empties-words';

const POLICIES: readonly { value: EmptyPolicy; label: string; does: string }[] = [
  {
    value: 'relocate',
    label: 'farthest point',
    does: 'Default: it moves to the point farthest from its own centroid.',
  },
  { value: 'keep', label: 'keep in place', does: 'Its centroid stays where it is and may stay empty to the end.' },
  { value: 'reseed', label: 'random point', does: 'It moves to a point drawn by the seed, the same in every lane.' },
  { value: 'error', label: 'stop with error', does: 'The fit ends there with a message, and the race with it.' },
];

/** Name of the start that makes a cluster empty. */
const EMPTY_START = 'start with an empty cluster';

function makeEmpty(): void {
  const data = store.dataset.value;
  const { k } = store.params.value;
  if (data) setGivenStart({ name: EMPTY_START, k, start: startWithEmpty(data, k), placed: true }, k);
}

/** How many empty clusters the updates of the race on show met; null where that is of no interest. */
function met(): string | null {
  const trace = store.finished.value?.outcome.answers[0]?.trace;
  if (!trace) return null;
  const asked = store.givenStart.value?.name === EMPTY_START;
  return asked || trace.some(({ empties }) => empties > 0) ? emptiesWords(trace) : null;
}

/** What becomes of a cluster that no point has chosen, and a start that shows it. */
export function EmptyClusters() {
  const { empty, k } = store.params.value;
  const n = store.dataset.value?.n ?? 0;
  const disabled = store.busy.value || store.loadingData.value;
  const words = met();
  return (
    <>
      <SelectField
        label="Empty cluster"
        value={empty}
        options={POLICIES}
        disabled={store.busy.value}
        hint={`Where it goes. ${POLICIES.find(({ value }) => value === empty)?.does ?? ''}`}
        onCommit={(value) => {
          set({ empty: value });
        }}
      />
      <button
        type="button"
        class="button"
        disabled={disabled || k < 2 || k > n}
        aria-describedby="make-empty-hint"
        onClick={makeEmpty}
      >
        Make a cluster empty
      </button>
      <p id="make-empty-hint" class="small quiet">
        {words ??
          'Starts the last centroid far from every point, so that no point chooses it. Takes 2 clusters or more.'}
      </p>
    </>
  );
}

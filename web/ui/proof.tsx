import { Explanations } from './explain';
import * as store from './store';

/** Under the headline: everything on against plain JavaScript, and why both times are times of the same work. */
export function Proof() {
  const { small } = store.headlineNow.value;
  const second = store.secondNow.value;
  const same = store.finished.value?.result.sameAnswer;
  return (
    <section class="proof" aria-label="What the answer rests on">
      <div class="proof-said">
        {second !== null && <p>{second}</p>}
        <p class="proof-line quiet">
          {same !== undefined && (
            <span class="badge" data-good={same}>
              {same ? 'same answer' : 'different answers'}
            </span>
          )}
          <span id="proof">{store.proofNow.value}</span>
        </p>
        <p class="small quiet">
          {small}
          {store.stale.value && ' Settings were changed since this race.'}
        </p>
      </div>
      <Explanations />
    </section>
  );
}

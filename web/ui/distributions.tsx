import { DISTRIBUTIONS } from '../shared/distributions';
import { setDistribution } from './actions';
import { count } from './format';
import * as store from './store';
import { Thumbnail } from './thumbnail';

/** How well the last race found the true clusters, where it raced these points and the truth is known. */
function measured(): string {
  const done = store.finished.value;
  const { distribution } = store.params.value;
  const ari = done?.result.engines[0]?.ari ?? null;
  if (!done || ari === null || !done.result.sameAnswer || done.params.distribution !== distribution) return '';
  const { k } = done.result.params;
  return `Measured in the last race, with ${count(k, 'cluster')}: ARI ${ari.toFixed(2)}, where 1 is perfect.`;
}

/** What is to be said of points that no shape above has made. */
const OTHERS = {
  drawn: 'Points kept or changed by hand.',
  csv: 'Your own data.',
  f64: 'Your own data.',
} as const;

/** The shapes to choose from, as pictures of themselves, and what the chosen one tests. */
export function Distributions() {
  const { kind } = store.source.value;
  const generated = kind === 'generated';
  const chosen = store.params.value.distribution;
  const info = DISTRIBUTIONS.find(({ id }) => id === chosen);
  return (
    <fieldset class="group">
      <legend>Points</legend>
      <div class="distributions">
        {DISTRIBUTIONS.map(({ id, title }) => (
          <label key={id} class="distribution">
            <input
              type="radio"
              name="distribution"
              value={id}
              checked={generated && id === chosen}
              disabled={store.busy.value}
              onChange={() => {
                setDistribution(id);
              }}
            />
            <Thumbnail distribution={id} />
            <span>{title}</span>
          </label>
        ))}
      </div>
      <div class="tests small quiet">
        {generated ? (
          <>
            <p>{info?.tests}</p>
            <p>{info?.why}</p>
          </>
        ) : (
          <p>{OTHERS[kind]} Choose a shape to go back to generated points.</p>
        )}
        {generated && <p class="measured">{measured()}</p>}
      </div>
    </fieldset>
  );
}

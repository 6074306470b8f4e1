import { DISTRIBUTIONS } from '../shared/distributions';
import { setDistribution } from './actions';
import * as store from './store';
import { Thumbnail } from './thumbnail';

/** The shapes to choose from, as pictures of themselves, and what the chosen one tests. */
export function Distributions() {
  const generated = store.source.value.kind === 'generated';
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
      <p class="tests small quiet">
        {generated ? info?.tests : 'Your own data. Choose a shape to go back to generated points.'}
      </p>
    </fieldset>
  );
}

import { distributionInfo } from '../shared/distributions';
import { LIMITS } from '../shared/types';
import { reroll, set } from './actions';
import { NumberField } from './fields';
import { rangeOf } from './ranges';
import * as store from './store';

const { min: FEWEST, max: MOST } = rangeOf('n');
/** Slider steps a factor of ten. */
const STEPS = 40;

/** A slider position as a number of points, rounded to two figures so that it reads well. */
function pointsAt(position: number): number {
  const exact = FEWEST * 10 ** (position / STEPS);
  const unit = 10 ** (Math.floor(Math.log10(exact)) - 1);
  return Math.min(MOST, Math.max(FEWEST, Math.round(exact / unit) * unit));
}

function PointsField({ disabled }: { disabled: boolean }) {
  const { n } = store.params.value;
  return (
    <NumberField
      label="Number of points"
      value={n}
      min={FEWEST}
      max={MOST}
      disabled={disabled}
      onCommit={(value) => {
        set({ n: value });
      }}
    >
      <input
        type="range"
        aria-label="Number of points, slider"
        min={0}
        max={STEPS * Math.log10(MOST / FEWEST)}
        value={Math.round(STEPS * Math.log10(n / FEWEST))}
        disabled={disabled}
        aria-valuetext={`${n} points`}
        onInput={(event) => {
          set({ n: pointsAt(Number(event.currentTarget.value)) });
        }}
      />
    </NumberField>
  );
}

function FeaturesField({ disabled }: { disabled: boolean }) {
  const { d, distribution } = store.params.value;
  const { kind } = store.source.value;
  const { title, minD, maxD } = distributionInfo(distribution);
  const fixed = kind === 'generated' && minD === maxD;
  const known = kind === 'csv' || kind === 'drawn';
  return (
    <NumberField
      label="Features"
      value={known ? (store.dataset.value?.d ?? d) : d}
      min={kind === 'generated' ? minD : 1}
      max={kind === 'generated' ? maxD : LIMITS.maxFeatures}
      disabled={disabled || fixed || known}
      hint={fixed ? `${title} exists in ${minD} features only` : undefined}
      onCommit={(value) => {
        set({ d: value });
      }}
    />
  );
}

/** How many points, clusters and features, and the seed of it all. */
export function Sizes() {
  const { k, seed } = store.params.value;
  const running = store.busy.value;
  const data = store.dataset.value;
  const own = store.ownPoints.value;
  const given = store.givenStart.value;
  return (
    <fieldset class="group">
      <legend class="visually-hidden">Sizes and seed</legend>
      {own === null ? <PointsField disabled={running} /> : <p>{own}</p>}
      <NumberField
        label="Clusters"
        value={k}
        min={1}
        max={Math.min(rangeOf('k').max, data?.n ?? Infinity)}
        disabled={running || given !== null}
        hint={given ? `${given.k} centroids${given.placed ? ':' : ' from'} ${given.name}` : undefined}
        onCommit={(value) => {
          set({ k: value });
        }}
      />
      <FeaturesField disabled={running} />
      <NumberField
        label="Seed"
        value={seed}
        {...rangeOf('seed')}
        disabled={running}
        beside={
          <button type="button" class="button" disabled={running} onClick={reroll} aria-label="Another seed, at random">
            Re-roll
          </button>
        }
        onCommit={(value) => {
          set({ seed: value });
        }}
      />
    </fieldset>
  );
}

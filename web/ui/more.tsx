import { DEFAULTS } from '../shared/params';
import type { Init, Stop, Scope } from '../shared/types';
import { openCentroids, set, setInit, setStop } from './actions';
import { FileButton, NumberField, SelectField } from './fields';
import { rangeOf } from './ranges';
import { EmptyClusters } from './play/empties';
import * as store from './store';

const STARTS = [
  { value: 'k-means++', label: 'k-means++' },
  { value: 'greedy', label: 'greedy k-means++' },
  { value: 'random', label: 'random points' },
] as const;

const STOP_RULES: readonly { value: Stop; label: string }[] = [
  { value: 'labels', label: 'no label changes' },
  { value: 'tol', label: 'centroids rest' },
  { value: 'fraction', label: 'few labels change' },
  { value: 'max_iter', label: 'iteration cap' },
];

const SCOPES: readonly { value: Scope; label: string }[] = [
  { value: 'fit', label: 'kernel only' },
  { value: 'call', label: 'whole call' },
  { value: 'load', label: 'including load' },
];

const TOLERANCES: Partial<Record<Stop, string>> = {
  tol: 'Squared centroid shift, in mean feature variances; default 0.0001',
  fraction: 'Share of the points that may still change; default 0.01',
};

function StartField() {
  const given = store.givenStart.value;
  const { init } = store.params.value;
  const options: { value: Init; label: string }[] = [...STARTS];
  if (given) options.push({ value: 'given', label: given.name });
  return (
    <>
      <SelectField
        label="Start"
        value={given ? 'given' : init}
        options={options}
        disabled={store.busy.value}
        hint="Default k-means++. Or give the centroids: a CSV file, one row each."
        onCommit={(value) => {
          if (value !== 'given') setInit(value);
        }}
      />
      <FileButton
        id="centroids-input"
        label="Centroids from a file"
        accept=".csv,text/csv"
        disabled={store.busy.value}
        onFile={(file) => void openCentroids(file)}
      />
    </>
  );
}

function StopFields() {
  const { stop, tol, maxIter } = store.params.value;
  const disabled = store.busy.value;
  return (
    <>
      <SelectField
        label="Stop when"
        value={stop}
        options={STOP_RULES}
        disabled={disabled}
        hint="Default: no label changes"
        onCommit={setStop}
      />
      {TOLERANCES[stop] && (
        <NumberField
          label="Tolerance"
          value={tol}
          {...rangeOf('tol')}
          fraction
          disabled={disabled}
          hint={TOLERANCES[stop]}
          onCommit={(value) => {
            set({ tol: value });
          }}
        />
      )}
      <NumberField
        label="Iteration cap"
        value={maxIter}
        {...rangeOf('maxIter')}
        disabled={disabled}
        hint={`Default ${DEFAULTS.maxIter}`}
        onCommit={(value) => {
          set({ maxIter: value });
        }}
      />
    </>
  );
}

function ThreadsField() {
  const { threads } = store.params.value;
  const counts = Array.from({ length: Math.max(2, store.features.hardwareConcurrency) }, (_, i) => String(i + 1));
  if (threads !== 'auto' && !counts.includes(String(threads))) counts.push(String(threads));
  return (
    <SelectField
      label="Threads"
      value={String(threads)}
      options={[{ value: 'auto', label: 'automatic' }, ...counts.map((value) => ({ value, label: value }))]}
      disabled={store.busy.value}
      hint={`Of the threaded lanes. Default automatic: ${store.threads.value} here`}
      onCommit={(value) => {
        set({ threads: value === 'auto' ? 'auto' : Number(value) });
      }}
    />
  );
}

/** What a timed sample holds: it decides the headline more than any code does. */
function ScopeField() {
  return (
    <fieldset class="field" aria-describedby="scope-hint">
      <legend>Time</legend>
      <div class="choices">
        {SCOPES.map(({ value, label }) => (
          <label key={value}>
            <input
              type="radio"
              name="scope"
              value={value}
              checked={store.params.value.scope === value}
              disabled={store.busy.value}
              onChange={() => {
                set({ scope: value });
              }}
            />
            {label}
          </label>
        ))}
      </div>
      <p id="scope-hint" class="hint small quiet">
        Default: kernel only, the fit on points in place. A whole call copies in, fits and copies out. Including load
        starts each sample in a fresh worker.
      </p>
    </fieldset>
  );
}

/** Everything that has a good default, folded, with the default written beside it. */
export function More() {
  const { pairs } = store.params.value;
  const disabled = store.busy.value;
  return (
    <details class="more group">
      <summary>More</summary>
      <div>
        <StartField />
        <StopFields />
        <EmptyClusters />
        <ThreadsField />
        <NumberField
          label="Timed pairs"
          value={pairs}
          {...rangeOf('pairs')}
          disabled={disabled}
          hint={`Default ${DEFAULTS.pairs}; fewer than 6 give no verdict`}
          onCommit={(value) => {
            set({ pairs: value });
          }}
        />
        <ScopeField />
      </div>
    </details>
  );
}

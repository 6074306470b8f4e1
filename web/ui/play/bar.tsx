import { useId } from 'preact/hooks';
import { count } from '../format';
import * as store from '../store';
import {
  backToGenerated,
  brushRadius,
  canRedo,
  canUndo,
  choose,
  redo,
  removeStart,
  spoken,
  tool,
  undo,
  whyNot,
  type Tool,
} from './state';
import { TOOL_WORDS } from './words';

const BRUSHES = [
  { radius: 0.03, label: 'small' },
  { radius: 0.06, label: 'medium' },
  { radius: 0.12, label: 'large' },
] as const;

function BrushSize() {
  const id = useId();
  return (
    <span class="play-brush">
      <label for={id}>Brush </label>
      <select
        id={id}
        onChange={(event) => {
          brushRadius.value = Number(event.currentTarget.value);
        }}
      >
        {BRUSHES.map(({ radius, label }) => (
          <option key={label} value={radius} selected={radius === brushRadius.value}>
            {label}
          </option>
        ))}
      </select>
    </span>
  );
}

function Steps() {
  const disabled = store.busy.value;
  const generated = store.source.value.kind === 'generated';
  return (
    <>
      <button type="button" class="button" disabled={disabled || !canUndo.value} onClick={undo}>
        Undo
      </button>
      <button type="button" class="button" disabled={disabled || !canRedo.value} onClick={redo}>
        Redo
      </button>
      <button type="button" class="button" disabled={disabled || generated} onClick={backToGenerated}>
        Back to the generated points
      </button>
    </>
  );
}

/** A start that is given, whoever gave it, with the way to be rid of it. */
function StartChip() {
  const given = store.givenStart.value;
  if (!given) return null;
  return (
    <p class="play-start">
      <span class="badge">
        {given.name}: {count(given.k, 'centroid')}
      </span>
      <button type="button" class="button" disabled={store.busy.value} onClick={removeStart}>
        Remove this start
      </button>
    </p>
  );
}

/** The tools of the stage: to look, or to change the points and the start with one's own hands. */
export function PlayBar() {
  const why = whyNot.value;
  const using = why === null ? tool.value : 'look';
  const playing = using !== 'look' || store.source.value.kind === 'drawn' || canRedo.value;
  return (
    <div class="play">
      <div class="play-tools" role="group" aria-label="What dragging in the plots does">
        {(Object.keys(TOOL_WORDS) as Tool[]).map((id) => (
          <button
            key={id}
            type="button"
            class="button"
            aria-pressed={using === id}
            disabled={id !== 'look' && (store.busy.value || why !== null)}
            onClick={() => {
              choose(id);
            }}
          >
            {TOOL_WORDS[id].title}
          </button>
        ))}
      </div>
      {why !== null && <p class="small quiet">{why}</p>}
      {playing && (
        <>
          <div class="play-tools" role="group" aria-label="Brush and steps">
            <BrushSize />
            <Steps />
          </div>
          <p class="small quiet">{TOOL_WORDS[using].hint}</p>
        </>
      )}
      <StartChip />
      <p class="visually-hidden" role="status">
        {spoken.value}
      </p>
    </div>
  );
}

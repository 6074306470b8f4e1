import { WHOLE, zoomed } from '../charts/view';
import { AxisSelects } from './axis-selects';
import * as store from './store';
import { ZOOM_STEP } from './use-pan-zoom';
import { edges, moveView, view } from './viewport';

/** What both plots show: how large, of which directions, and whether with edges. */
export function StageTools() {
  const { zoom } = view.value;
  const whole = zoom === 1;
  return (
    <div class="stage-tools">
      <div class="zoom-tools" role="group" aria-label="Size of the picture">
        <button type="button" class="button" onClick={() => moveView((now) => zoomed(now, ZOOM_STEP))}>
          Zoom in
        </button>
        <button
          type="button"
          class="button"
          disabled={whole}
          onClick={() => moveView((now) => zoomed(now, 1 / ZOOM_STEP))}
        >
          Zoom out
        </button>
        <button type="button" class="button" disabled={whole} onClick={() => moveView(() => WHOLE)}>
          Whole picture
        </button>
        <output class="small quiet">{whole ? 'whole' : `${zoom.toFixed(1)}x`}</output>
      </div>
      {store.dataset.value?.d === 2 && <EdgesToggle />}
      <AxisSelects />
    </div>
  );
}

/** Edges between clusters, in every plot. */
export function EdgesToggle() {
  return (
    <label class="toggle">
      <input
        type="checkbox"
        checked={edges.value}
        onChange={(event) => {
          edges.value = event.currentTarget.checked;
        }}
      />
      Cluster edges
    </label>
  );
}

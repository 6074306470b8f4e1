import { useRef } from 'preact/hooks';
import { ClusterCanvas } from './cluster-canvas';
import { count, figure, whole } from './format';
import * as store from './store';
import type { LaneState } from './store';
import { usePanZoom } from './use-pan-zoom';
import { edges, view } from './viewport';

interface StageViewProps {
  /** 0 left, 1 right. */
  readonly side: 0 | 1;
  /** Whether a phone, which has room for one, shows this one. */
  readonly shown: boolean;
}

function pick(side: 0 | 1, index: number): void {
  const [left, right] = store.picked.value;
  store.picked.value = side === 0 ? [index, right] : [left, index];
}

function answerWords(lane: LaneState | undefined): string {
  if (!lane) return '';
  if (lane.failure !== null) return lane.failure;
  if (!lane.answer) return 'not clustered yet';
  return `${count(lane.answer.iterations, 'iteration')}, inertia ${figure(lane.answer.inertia)}`;
}

/** One plot under the name of its lane. */
export function StageView({ side, shown }: StageViewProps) {
  const plot = useRef<HTMLDivElement>(null);
  usePanZoom(plot);
  const lanes = store.lanes.value;
  const index = store.shownLanes.value[side];
  const lane = index === null ? undefined : lanes[index];
  const data = store.dataset.value;
  const answer = lane?.answer ?? null;
  // An answer that is not of these points must never colour them.
  const fits = data !== null && answer?.labels.length === data.n;
  return (
    <div class="view" data-shown={shown}>
      <div class="view-head">
        {lane && <span class="swatch" data-language={lane.language} />}
        <select
          aria-label={side === 0 ? 'Lane of the left plot' : 'Lane of the right plot'}
          onChange={(event) => {
            pick(side, Number(event.currentTarget.value));
          }}
        >
          {lanes.map((each, i) => (
            <option key={i} value={i} selected={i === index}>
              {each.title}
            </option>
          ))}
        </select>
      </div>
      <div
        ref={plot}
        class="plot"
        data-zoomed={view.value.zoom > 1}
        tabIndex={0}
        role="group"
        aria-label={`${side === 0 ? 'Left' : 'Right'} plot: arrow keys move it, plus and minus zoom, 0 shows the whole picture`}
      >
        {data ? (
          <ClusterCanvas
            dataset={data}
            axes={store.axes.value}
            labels={fits ? answer.labels : null}
            centroids={fits ? answer.centroids : null}
            view={view.value}
            edges={edges.value}
            description={`${whole(data.n)} points of ${data.name}${lane ? `, ${lane.title}: ${answerWords(lane)}` : ''}. The tables below hold the numbers.`}
          />
        ) : (
          <canvas class="cluster-canvas" aria-hidden="true" />
        )}
      </div>
      <p class="view-foot small quiet">{answerWords(lane)}</p>
    </div>
  );
}

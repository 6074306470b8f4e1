import { useRef } from 'preact/hooks';
import { ClusterCanvas } from './cluster-canvas';
import { count, figure, whole } from './format';
import { PlayBar } from './play/bar';
import { BrushMark } from './play/brush-mark';
import { editable, frame, showsStart, tool } from './play/state';
import { useTools } from './play/use-tools';
import { TOOL_WORDS } from './play/words';
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
  // The tools first: what they take, moving and zooming must not see.
  useTools(plot, side);
  usePanZoom(plot);
  const lanes = store.lanes.value;
  const index = store.shownLanes.value[side];
  const lane = index === null ? undefined : lanes[index];
  const data = store.dataset.value;
  const answer = lane?.answer ?? null;
  // An answer that is not of these points must never colour them.
  const fits = data !== null && answer?.labels.length === data.n;
  const using = editable.value ? tool.value : 'look';
  const start = store.givenStart.value;
  // A start of other features has no place here. It gives way to an answer until it is placed anew.
  const placed = start && data && start.start.length === start.k * data.d ? start.start : null;
  const onStart = placed !== null && (!fits || showsStart.value);
  const shownView = (
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
        data-tool={using}
        aria-label={`${side === 0 ? 'Left' : 'Right'} plot: ${TOOL_WORDS[using].keys}`}
      >
        {data ? (
          <ClusterCanvas
            dataset={data}
            axes={store.axes.value}
            labels={fits && !onStart ? answer.labels : null}
            centroids={onStart ? placed : fits ? answer.centroids : null}
            view={view.value}
            frame={frame.value}
            edges={edges.value}
            description={`${whole(data.n)} points of ${data.name}${lane ? `, ${lane.title}: ${answerWords(lane)}` : ''}. The tables below hold the numbers.`}
          />
        ) : (
          <canvas class="cluster-canvas" aria-hidden="true" />
        )}
        <BrushMark side={side} />
      </div>
      <p class="view-foot small quiet">{answerWords(lane)}</p>
    </div>
  );
  return side === 1 ? (
    shownView
  ) : (
    <>
      <PlayBar />
      {shownView}
    </>
  );
}

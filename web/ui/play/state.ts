/** What a person does to the points and to the start with their own hands. No DOM. */

import { computed, signal } from '@preact/signals';
import { planeOf } from '../../charts/projection';
import {
  keptAsDrawn,
  MOST_EDITED,
  movedRows,
  rowsUnder,
  sprayed,
  withoutRows,
  withRows,
  type Brush,
} from '../../datasets/drawn';
import type { Dataset } from '../../shared/types';
import { setGivenStart, showDrawn, useGenerated } from '../actions';
import { whole } from '../format';
import * as store from '../store';
import { view } from '../viewport';
import { frameOf, type Frame, type PlotPlace } from './place';
import { NOTHING, redone, remembered, undone, type History } from './undo';

export type Tool = 'look' | 'draw' | 'move' | 'erase' | 'centroids';

export const tool = signal<Tool>('look');

/** Radius of the brush in parts of the plot's shorter side. */
export const brushRadius = signal(0.06);
/** Where the brush is, in which plot; null while it is in none. */
export const brushPlace = signal<(PlotPlace & { readonly side: 0 | 1 }) | null>(null);
/** What the live region says of it. */
export const spoken = signal('');
/** Whether the plots show the given start in place of an answer: while it is placed, until the next race. */
export const showsStart = signal(false);
/** What the plots go on showing while points change; null: all of the points. */
export const frame = signal<Frame | null>(null);

/** Name of a start whose centroids a person placed. */
export const OWN_START = 'own start';

/** Points sprayed at each step of a drag. */
const SPRAYED = 6;

/** Everything that a step back brings back. */
interface Moment {
  readonly dataset: Dataset;
  readonly source: store.Source;
  readonly start: store.GivenStart | null;
  readonly k: number;
}

const history = signal<History<Moment>>(NOTHING);
export const canUndo = computed(() => history.value.past.length > 0);
export const canRedo = computed(() => history.value.future.length > 0);

/** Why the points on the stage cannot be changed by hand, in one sentence; null when they can. */
export const whyNot = computed(() => {
  const data = store.dataset.value;
  if (!data || data.n > MOST_EDITED) {
    return data && `Up to ${whole(MOST_EDITED)} points can be changed by hand; these are ${whole(data.n)}.`;
  }
  return data.d === 2 ? null : `Points of ${data.d} features do not lie in one plane: only those of 2 can be changed.`;
});

export const editable = computed(
  () => !store.busy.value && !store.loadingData.value && store.dataset.value !== null && whyNot.value === null,
);

/** The points this part put on the stage last: others end its history. */
let mine: Dataset | null = null;
/** Clusters that the generated points were made with. */
let generatedK = store.params.value.k;

store.running.subscribe((running) => {
  if (running) showsStart.value = false;
});

/** Chooses what dragging in the plots does. */
export function choose(next: Tool): void {
  tool.value = next;
  showsStart.value = next === 'centroids';
}

store.dataset.subscribe((data) => {
  if (data === mine) return;
  history.value = NOTHING;
  frame.value = null;
});

function put(data: Dataset, source: store.Source): void {
  const kept = view.value;
  mine = data;
  showDrawn(data, source);
  // Other points show the whole picture; these are the same ones, changed.
  view.value = kept;
}

function change(data: Dataset): void {
  const now = store.dataset.value;
  if (!now || data === now) return;
  if (store.source.value.kind === 'generated') generatedK = store.params.value.k;
  frame.value ??= frameOf(planeOf(now, store.axes.value));
  put(data, { kind: 'drawn' });
}

function moment(): Moment | null {
  const dataset = store.dataset.value;
  return dataset && { dataset, source: store.source.value, start: store.givenStart.value, k: store.params.value.k };
}

function bring({ dataset, source, start, k }: Moment): void {
  if (dataset !== store.dataset.value) put(dataset, source);
  setGivenStart(start, start?.k ?? k);
}

function step(to: typeof undone<Moment>): void {
  const now = moment();
  const found = now && !store.busy.value ? to(history.value, now) : null;
  if (!found) return;
  history.value = found[0];
  bring(found[1]);
}

export function undo(): void {
  step(undone);
}

export function redo(): void {
  step(redone);
}

function remember(before: Moment): void {
  const now = moment();
  if (now?.dataset === before.dataset && now.start === before.start) return;
  history.value = remembered(history.value, before, ({ dataset }) => dataset.data.byteLength);
}

/** The points of the settings again, with as many clusters as they had, and no start of one's own. */
export function backToGenerated(): void {
  if (store.busy.value) return;
  setGivenStart(null, store.params.value.k);
  void useGenerated(store.source.value.kind === 'drawn' ? { k: generatedK } : {});
}

/** Takes the given start away: the start is then drawn as the settings say. */
export function removeStart(): void {
  const before = moment();
  if (!before || store.busy.value) return;
  setGivenStart(null, store.params.value.k);
  remember(before);
}

/** The placed centroids, x and y in turn. */
function placed(): Float64Array {
  const given = store.givenStart.value;
  return given?.name === OWN_START ? given.start : new Float64Array();
}

function place(centroids: Float64Array): void {
  const data = store.dataset.value;
  const k = centroids.length / 2;
  showsStart.value = true;
  // Generated points follow k; these must stay where they are.
  if (data && store.source.value.kind === 'generated') change(keptAsDrawn(data));
  setGivenStart(k > 0 ? { name: OWN_START, k, start: centroids, placed: true } : null, Math.max(k, 1));
}

function centroidUnder(brush: Brush): number | null {
  const centroids = placed();
  const found = rowsUnder({ data: centroids, n: centroids.length / 2 }, brush);
  return found.at(-1) ?? null;
}

/** One use of a tool, from press to release. */
export interface Stroke {
  /** Whether it holds something that moves with it. */
  readonly holds: boolean;
  move(brush: Brush): void;
  end(): void;
  /** Ends it as if it had never been. */
  cancel(): void;
}

type Act = Pick<Stroke, 'holds' | 'move'>;

function drawing(at: Brush): Act {
  const add = (rows: Float64Array): void => {
    const now = store.dataset.value;
    if (now) change(withRows(now, rows));
  };
  add(Float64Array.of(at.x, at.y));
  return {
    holds: false,
    move: (brush) => {
      add(sprayed(brush, SPRAYED, Math.random));
    },
  };
}

function erasing(at: Brush): Act {
  const erase = (brush: Brush): void => {
    const now = store.dataset.value;
    if (now) change(withoutRows(now, rowsUnder(now, brush)));
    const index = centroidUnder(brush);
    if (index !== null) place(placed().filter((_, i) => i >> 1 !== index));
  };
  erase(at);
  return { holds: false, move: erase };
}

function moving(at: Brush, { dataset }: Moment): Act {
  const rows = rowsUnder(dataset, at);
  return {
    holds: rows.length > 0,
    move: ({ x, y }) => {
      change(movedRows(dataset, rows, x - at.x, y - at.y));
    },
  };
}

function placing(at: Brush): Act {
  const found = centroidUnder(at);
  const index = found ?? placed().length / 2;
  const put = ({ x, y }: Brush): void => {
    const centroids = new Float64Array(Math.max(placed().length, 2 * index + 2));
    centroids.set(placed());
    centroids.set([x, y], 2 * index);
    place(centroids);
  };
  if (found === null) put(at);
  return { holds: found !== null, move: put };
}

/** Starts a stroke of a tool; null where there is nothing to change. */
export function startStroke(using: Exclude<Tool, 'look'>, at: Brush): Stroke | null {
  const before = moment();
  if (!before || !editable.value) return null;
  const acts = { draw: drawing, erase: erasing, move: moving, centroids: placing };
  const { holds, move } = acts[using](at, before);
  return {
    holds,
    move,
    end: () => {
      remember(before);
    },
    cancel: () => {
      bring(before);
    },
  };
}

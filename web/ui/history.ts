/** The races and experiments of this visitor: kept in this browser, known to nobody else. */

import { batch, effect, signal, untracked } from '@preact/signals';
import type { ExperimentId } from '../shared/experiments';
import type { HistoryEntry } from '../shared/result-schema';
import { whole } from './format';
import { HISTORY_KEY, HistoryShelf, type Kept } from './history-storage';
import * as store from './store';
import type { ExperimentState } from './experiments/state';

const shelf = new HistoryShelf(() => window.localStorage);

/** Newest first. */
export const entries = signal<readonly HistoryEntry[]>([]);
/** One sentence when the browser does not keep everything. */
export const storageProblem = signal<string | null>(null);
/** What was deleted last, for as long as it can be brought back. */
export const deleted = signal<readonly HistoryEntry[]>([]);
/** Ids of the entries ticked, in the order they were. */
export const selected = signal<readonly string[]>([]);

function show({ entries: now, problem }: Kept): void {
  const ids = new Set(now.map(({ id }) => id));
  batch(() => {
    entries.value = now;
    storageProblem.value = problem;
    selected.value = selected.value.filter((id) => ids.has(id));
  });
}

function add(entry: HistoryEntry): void {
  show(shelf.change((kept) => [entry, ...kept]));
}

/** Deletes entries; the last deletion can be undone. */
export function remove(ids: readonly string[]): void {
  deleted.value = entries.value.filter(({ id }) => ids.includes(id));
  show(shelf.change((kept) => kept.filter(({ id }) => !ids.includes(id))));
}

/** Brings back what was deleted last. */
export function undo(): void {
  const back = deleted.value;
  deleted.value = [];
  show(shelf.change((kept) => [...back, ...kept.filter(({ id }) => !back.some((entry) => entry.id === id))]));
}

/** Ticks an entry, or takes the tick away. */
export function toggle(id: string): void {
  const now = selected.value;
  selected.value = now.includes(id) ? now.filter((other) => other !== id) : [...now, id];
}

function newEntry(k: number) {
  const { name = 'points', n = 0, d = 0 } = store.dataset.value ?? {};
  const at = new Date().toISOString();
  const id = `${at.replace(/\D/g, '')}-${Math.random().toString(36).slice(2, 8)}`;
  return { id, at, points: `${name.slice(0, 200)}, n ${whole(n)}, d ${d}, k ${k}` };
}

function sentenceOf(result: unknown): string {
  const { sentence } = result as { readonly sentence?: unknown };
  return typeof sentence === 'string' ? sentence.slice(0, 1000) : '';
}

function addRace(): void {
  const done = store.finished.value;
  if (!done) return;
  untracked(() => {
    const { result } = done;
    const { sentence } = store.headlineNow.value;
    add({ kind: 'race', ...newEntry(result.params.k), sentence, result });
  });
}

function addExperiment(state: ExperimentState<unknown>): void {
  const result = state.result.value;
  // A cancelled or hidden experiment is no finding.
  if (result === null || state.problem.value !== null) return;
  const k = store.givenStart.value?.k ?? store.params.value.k;
  add({ kind: 'experiment', ...newEntry(k), sentence: sentenceOf(result), experiment: state.id, result });
}

/** From now on every finished race and experiment is kept, and what other tabs keep is shown. */
export function recordRuns(experiments: Readonly<Partial<Record<ExperimentId, ExperimentState<unknown>>>>): void {
  entries.value = shelf.read();
  window.addEventListener('storage', ({ key }) => {
    if (key === HISTORY_KEY || key === null) show({ entries: shelf.read(), problem: storageProblem.value });
  });
  effect(addRace);
  let last: ExperimentId | null = null;
  effect(() => {
    const now = store.experimenting.value;
    const ended = now === null ? last : null;
    last = now;
    const state = ended && experiments[ended];
    if (state) {
      untracked(() => {
        addExperiment(state);
      });
    }
  });
}

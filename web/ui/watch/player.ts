/** The recorded fit on show: which half-step, playing or not. */

import { batch, computed, signal } from '@preact/signals';
import type { Agreement, Recording } from '../../bench/record';
import type { FitHistory, KeptFrame } from '../../bench/history';
import type { Axes } from '../../charts/projection';
import type { Params } from '../../shared/params';
import type { Dataset } from '../../shared/types';
import { count, figure, whole } from '../format';
import * as store from '../store';

/** A recording with what it was made of. */
export interface Watched extends Recording {
  readonly dataset: Dataset;
  readonly k: number;
  /** Names of the lanes; one where a lane ran alone. */
  readonly lanes: readonly string[];
  readonly language: 'js' | 'wasm';
  /** The settings recorded with, by identity. */
  readonly params: Params;
}

/** What one half-step looks like. */
export interface Moment {
  readonly half: 'start' | 'update' | 'assignment';
  /** Index among the kept frames. */
  readonly index: number;
  readonly frame: KeptFrame;
  readonly labels: Int32Array | null;
  readonly axes: Axes;
}

export const SPEEDS = [1, 2, 5, 10, 30] as const;

export const watched = signal<Watched | null>(null);
/** Half-steps from 0: the start, then update and assignment in turn; frame i is assigned at 2 i + 1. */
export const position = signal(0);
export const playing = signal(false);
/** Half-steps a second. */
export const speed = signal<number>(5);

/** Half-steps of a history. */
export function halfSteps(history: FitHistory): number {
  return 2 * history.frames.length;
}

const index = computed(() => position.value >> 1);
const assigned = computed(() => position.value % 2 === 1);

const labelsNow = computed(() => {
  const last = assigned.value ? index.value : index.value - 1;
  return watched.value && last >= 0 ? watched.value.history.labelsAt(last) : null;
});

export const moment = computed<Moment | null>(() => {
  const frame = watched.value?.history.frames[index.value];
  if (!frame) return null;
  const half = assigned.value ? 'assignment' : position.value === 0 ? 'start' : 'update';
  return { half, index: index.value, frame, labels: labelsNow.value, axes: store.axes.value };
});

/** Shows another recording from its start, or none. */
export function show(next: Watched | null): void {
  batch(() => {
    watched.value = next;
    position.value = 0;
    playing.value = false;
  });
}

/** Goes to a half-step; beyond either end, to that end. */
export function goTo(next: number): void {
  const last = watched.value ? halfSteps(watched.value.history) - 1 : 0;
  position.value = Math.min(Math.max(next, 0), last);
}

export function atEnd(): boolean {
  return watched.value === null || position.value === halfSteps(watched.value.history) - 1;
}

/** Plays on, from the start again at the end; or pauses. */
export function playOrPause(): void {
  batch(() => {
    if (!playing.value && atEnd()) goTo(0);
    playing.value = !playing.value;
  });
}

/** The half-step in words. */
export function momentWords(now: Moment, { history, dataset, k }: Watched): string {
  const { iteration, stats } = now.frame;
  if (now.half === 'start') return `start: ${count(k, 'centroid')} placed, no point assigned yet`;
  const where = `iteration ${whole(iteration)} of ${whole(history.seen - 1)}`;
  const moved = `centroids moved by ${figure(Math.sqrt(stats.shift))}`;
  if (now.half === 'update') return `${where}, update: ${moved}`;
  if (iteration === 0) return `${where}, assignment: ${count(dataset.n, 'point')} assigned`;
  return `${where}, assignment: ${moved}, ${count(stats.changed, 'point')} changed cluster`;
}

/** What was kept of the fit, when that is not all. */
export function thinnedWords({ history }: Watched): string | null {
  if (history.whole) return null;
  const kept = whole(history.frames.length);
  return `${kept} of ${whole(history.seen)} assignments are kept, in ${megabytes(history.bytes)}: the later ones more rarely, as there is room for no more.`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** How the second lane compared, after every iteration. */
export function agreementWords(agreement: Agreement, n: number, lanes: readonly string[]): string {
  const { mostRows, mostValues, compared, sameLength } = agreement;
  const who = lanes.join(' and ');
  if (!sameLength)
    return `${who} ended after different iterations; ${whole(mostRows)} of ${whole(n)} rows differ at most.`;
  const rows = `${whole(mostRows)} of ${whole(n)} rows and ${whole(mostValues)} centroid values differ`;
  return mostRows + mostValues === 0
    ? `${who}: ${rows}, at every one of ${count(compared, 'assignment')}.`
    : `${who}: ${rows} at most, in ${count(compared, 'assignment')}.`;
}

/** Where every two half-steps that show a frame begin, for a click on the chart: the assignment of that frame. */
export function assignmentOf(frame: number): number {
  return 2 * frame + 1;
}

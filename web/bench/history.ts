/** A recorded fit: what every assignment found, in bounded room. */

import type { IterationStats } from '../shared/types';
import { changedRows } from '../workers/changed-rows';
import type { Frame } from '../workers/protocol';

/** Most bytes a history takes. */
export const HISTORY_BYTES = 64e6;

/** Bytes of one frame beside its arrays: four statistics, its number and its comparison. */
const FRAME_BYTES = 48;
/** Deltas between two keyframes: the most that a step back replays. */
const KEYFRAME_EVERY = 16;
const ROW_BYTES = Uint32Array.BYTES_PER_ELEMENT;
const LABEL_BYTES = Uint16Array.BYTES_PER_ELEMENT;

/** One iteration that was kept. */
export interface KeptFrame {
  /** The iteration it shows, from 0 (the first assignment). */
  readonly iteration: number;
  readonly stats: IterationStats;
  /** The centroids the assignment used, k x d. */
  readonly centroids: Float64Array;
  /** Rows whose label differed in the other lane; null where there is no other lane. */
  readonly differing: Uint32Array | null;
}

/** Labels of a kept frame: all of them, or those that differ from the kept frame before. */
type Labels =
  { readonly all: Uint16Array } | { readonly all: null; readonly rows: Uint32Array; readonly labels: Uint16Array };

/**
 * Frames in the order of the fit, labels as differences with whole ones between. When room grows short later iterations
 * are kept more and more rarely, every second, every fourth and so on, from three quarters of the room on and again
 * each time half of the rest is used; the last one is always kept. What stands between two kept frames is lost, and
 * `iteration` says so.
 */
export class FitHistory {
  readonly frames: KeptFrame[] = [];
  /** Iterations seen so far, kept or not. */
  seen = 0;
  private readonly labels: Labels[] = [];
  private readonly n: number;
  private readonly limit: number;
  /** The labels of the last frame seen, and of the last one kept. */
  private readonly now: Uint16Array;
  private readonly kept: Uint16Array;
  private used: number;
  private sinceKeyframe = 0;
  private skipped: Frame | null = null;
  private skippedDiffering: Uint32Array | null = null;

  /** @param limit most bytes; enough for the first and the last frame is always taken */
  constructor(n: number, limit = HISTORY_BYTES) {
    this.n = n;
    this.limit = limit;
    this.now = new Uint16Array(n);
    this.kept = new Uint16Array(n);
    // Two sets of labels, and a frame that was skipped and may yet be the last.
    this.used = n * (3 * LABEL_BYTES + ROW_BYTES);
  }

  /** Bytes of everything kept, and of the room to work in. */
  get bytes(): number {
    return this.used;
  }

  /** Whether every iteration was kept. */
  get whole(): boolean {
    return this.frames.length === this.seen;
  }

  /** Takes the next iteration. Its arrays belong to the history from now on. */
  add(frame: Frame, differing: Uint32Array | null): void {
    const { rows, labels } = frame;
    for (let i = 0; i < rows.length; i++) this.now[rows[i]!] = labels[i]!;
    const iteration = this.seen++;
    if (iteration % this.stride(frame) === 0) this.keep(frame, iteration, differing);
    else [this.skipped, this.skippedDiffering] = [frame, differing];
  }

  /** Ends the recording: the last iteration is kept, whatever the room. */
  close(): void {
    if (this.skipped) this.keep(this.skipped, this.seen - 1, this.skippedDiffering);
  }

  /** The labels of a kept frame, n of them, a copy. @param index among the kept frames */
  labelsAt(index: number): Int32Array {
    const labels = new Int32Array(this.n);
    let from = index;
    while (from > 0 && this.labels[from]!.all === null) from--;
    for (let i = from; i <= index; i++) {
      const step = this.labels[i]!;
      if (step.all) labels.set(step.all);
      else for (let r = 0; r < step.rows.length; r++) labels[step.rows[r]!] = step.labels[r]!;
    }
    return labels;
  }

  /** Every how many iterations one is kept, with the room there is; a frame that finds none is not kept. */
  private stride({ centroids }: Frame): number {
    if (this.frames.length === 0) return 1;
    const most = this.n * LABEL_BYTES + centroids.byteLength + FRAME_BYTES;
    // The last frame must find its place.
    const left = this.limit - this.used - most;
    if (left < most) return Infinity;
    return 2 ** Math.max(0, Math.floor(Math.log2(this.limit / left)) - 1);
  }

  private keep(frame: Frame, iteration: number, differing: Uint32Array | null): void {
    const { stats, centroids } = frame;
    const labels = this.difference(frame);
    this.skipped = null;
    this.kept.set(this.now);
    this.labels.push(labels);
    this.frames.push({ iteration, stats, centroids, differing });
    const size = labels.all ? labels.all.byteLength : labels.rows.byteLength + labels.labels.byteLength;
    this.used += size + centroids.byteLength + (differing?.byteLength ?? 0) + FRAME_BYTES;
  }

  /** How the labels are kept: as differences while these are the smaller, whole now and then to be found fast. */
  private difference(frame: Frame): Labels {
    const { rows, labels } = this.skipped ? changedRows(this.kept, this.now) : frame;
    const small = rows.length * (ROW_BYTES + LABEL_BYTES) < this.n * LABEL_BYTES;
    if (this.frames.length > 0 && small && ++this.sinceKeyframe < KEYFRAME_EVERY) return { all: null, rows, labels };
    this.sinceKeyframe = 0;
    return { all: this.now.slice() };
  }
}

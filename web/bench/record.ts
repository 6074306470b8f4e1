/** Records one fit, on one lane or on two in step. */

import { wasmBase } from '../platform/wasm-base';
import type { Dataset, FitParams, FitSummary } from '../shared/types';
import { LaneClient } from '../workers/lane-client';
import type { Frame, LaneApi } from '../workers/protocol';
import { FitHistory } from './history';
import { openOptions } from './runner';
import type { Contestant } from './types';

/** What recording needs of a lane. */
export type RecordLane = Pick<LaneApi, 'open' | 'load' | 'record'> & { close(reason?: Error): void };

/** How the lanes are made; tests hand in fakes. */
export interface RecordHost {
  readonly wasmBaseUrl: string;
  makeLane(): RecordLane;
}

/** Rows that are kept where lanes differ: enough to ring, whatever happens. */
export const MOST_DIFFERING = 1000;

export interface RecordSpec {
  readonly dataset: Dataset;
  readonly fit: FitParams;
  /** The lane whose fit is kept. */
  readonly first: Contestant;
  /** A lane that computes the same, compared with it after every assignment. */
  readonly second: Contestant | null;
}

/** How the two lanes compared. */
export interface Agreement {
  /** Iterations compared, the first assignment included. */
  readonly compared: number;
  /** Most rows whose labels differed after any one assignment. */
  readonly mostRows: number;
  /** Most centroid values that differed after any one update. */
  readonly mostValues: number;
  /** Whether both ended with the same iteration. */
  readonly sameLength: boolean;
}

export interface Recording {
  readonly history: FitHistory;
  readonly summary: FitSummary;
  /** Null where one lane ran alone. */
  readonly agreement: Agreement | null;
}

/** Compares two fits frame by frame: labels are carried along, as frames hold the changed rows only. */
class Comparison {
  compared = 0;
  mostRows = 0;
  mostValues = 0;
  private readonly a: Uint16Array;
  private readonly b: Uint16Array;

  constructor(n: number) {
    this.a = new Uint16Array(n);
    this.b = new Uint16Array(n);
  }

  /** @returns the first rows whose labels differ */
  take(a: Frame, b: Frame): Uint32Array {
    this.apply(this.a, a);
    this.apply(this.b, b);
    const rows: number[] = [];
    let count = 0;
    for (let i = 0; i < this.a.length; i++) {
      if (this.a[i] === this.b[i]) continue;
      count++;
      if (rows.length < MOST_DIFFERING) rows.push(i);
    }
    const values = a.centroids.reduce((sum, value, i) => sum + (Object.is(value, b.centroids[i]) ? 0 : 1), 0);
    this.compared++;
    this.mostRows = Math.max(this.mostRows, count);
    this.mostValues = Math.max(this.mostValues, values);
    return Uint32Array.from(rows);
  }

  private apply(labels: Uint16Array, { rows, labels: changed }: Frame): void {
    for (let i = 0; i < rows.length; i++) labels[rows[i]!] = changed[i]!;
  }
}

/**
 * Lets each of two fits wait for the other: both hand in their frame of one iteration before either goes on. A fit that
 * has ended no longer keeps the other waiting.
 */
class Meeting {
  private readonly take: (a: Frame, b: Frame | null) => void;
  private waiting: { readonly side: 0 | 1; readonly frame: Frame; readonly go: () => void } | null = null;
  private ended = false;

  constructor(take: (a: Frame, b: Frame | null) => void) {
    this.take = take;
  }

  arrive(side: 0 | 1, frame: Frame): Promise<void> | void {
    if (this.ended) {
      if (side === 0) this.take(frame, null);
      return;
    }
    const other = this.waiting;
    if (!other) return new Promise((go) => (this.waiting = { side, frame, go }));
    this.waiting = null;
    this.take(side === 0 ? frame : other.frame, side === 0 ? other.frame : frame);
    other.go();
  }

  /** One fit is over; the other goes on alone. */
  leave(): void {
    this.ended = true;
    const { waiting } = this;
    this.waiting = null;
    if (waiting?.side === 0) this.take(waiting.frame, null);
    waiting?.go();
  }
}

/** Lanes in workers of this page. */
function pageHost(): RecordHost {
  return { wasmBaseUrl: wasmBase(), makeLane: () => new LaneClient() };
}

async function openLane(
  contestant: Contestant,
  dataset: Dataset,
  from: RecordHost,
  lanes: RecordLane[],
): Promise<RecordLane> {
  const options = openOptions(contestant, from);
  const lane = from.makeLane();
  lanes.push(lane);
  await lane.open(options);
  await lane.load(dataset);
  return lane;
}

/**
 * Records one fit in lanes of its own.
 *
 * @param onIteration told the iterations recorded so far
 * @throws AbortError when the signal fires, KMeansError for bad input
 */
export async function record(
  { dataset, fit, first, second }: RecordSpec,
  onIteration: (iterations: number) => void,
  signal: AbortSignal,
  from: RecordHost = pageHost(),
): Promise<Recording> {
  signal.throwIfAborted();
  const lanes: RecordLane[] = [];
  const closeAll = (): void => {
    for (const lane of lanes) lane.close();
  };
  signal.addEventListener('abort', closeAll);
  try {
    const history = new FitHistory(dataset.n);
    const comparison = second && new Comparison(dataset.n);
    const meeting = new Meeting((a, b) => {
      history.add(a, comparison && b && comparison.take(a, b));
      onIteration(history.seen - 1);
    });
    const opened: RecordLane[] = [];
    for (const contestant of second ? [first, second] : [first]) {
      opened.push(await openLane(contestant, dataset, from, lanes));
      signal.throwIfAborted();
    }
    if (!second) meeting.leave();
    const fits = opened.map((lane, side) =>
      lane
        .record(fit, (frame) => meeting.arrive(side === 0 ? 0 : 1, frame))
        .finally(() => {
          meeting.leave();
        }),
    );
    const [summary, other] = await Promise.all(fits);
    history.close();
    const { compared = 0, mostRows = 0, mostValues = 0 } = comparison ?? {};
    const sameLength = summary?.iterations === other?.iterations;
    return { history, summary: summary!, agreement: comparison && { compared, mostRows, mostValues, sameLength } };
  } finally {
    signal.removeEventListener('abort', closeAll);
    closeAll();
  }
}

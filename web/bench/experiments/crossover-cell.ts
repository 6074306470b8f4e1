/** Lanes that stay open over many cells, and the timing of one cell with them. */

import { now } from '../../platform/clock';
import { LANES, type LaneId } from '../../shared/lanes';
import { sha256OfFloat64, sha256OfInt32 } from '../../shared/sha256';
import type { Dataset, FitParams, FitSummary } from '../../shared/types';
import { firstDisagreement } from '../agreement';
import { openOptions, type RaceHost, type RaceLane } from '../runner';
import { makeSchedule } from '../schedule';
import type { Answer, Contestant, Disagreement } from '../types';

/** A caller pays the copies: each sample holds copy in, fit and copy out. */
const SCOPE = 'call';
/**
 * Milliseconds of warm-up and of one sample, where fits are short: less than in a race, as compilers have long seen
 * these lanes when a cell starts. A sample is at least 200 steps of the clock.
 */
const WARM_MS = 15;
const SAMPLE_MS = 4;
const CLOCK_STEPS = 200;
/** What each lane computes once before anything is timed. */
const FIRST_WARM_MS = 150;

/** Where lanes come from. */
type LaneHost = Pick<RaceHost, 'wasmBaseUrl' | 'makeLane'>;

/** One open lane. */
export interface OpenLane {
  readonly id: LaneId;
  readonly lane: RaceLane;
  threads: number;
  failure: string | null;
  /** Milliseconds the clock of this lane steps by. */
  stepMs: number;
}

/** What one visit to a cell gave: times, one list a lane that still runs, or where the answers part. */
export interface CellTimes {
  readonly disagreement: string | null;
  readonly samplesMs: ReadonlyMap<LaneId, readonly number[]>;
}

interface Ready {
  readonly open: OpenLane;
  readonly summary: FitSummary;
  reps: number;
  readonly samplesMs: number[];
}

/** Lanes over cells: opened once, given the points of each cell, one computing at a time. */
export class CellLanes {
  readonly lanes: readonly OpenLane[];
  private readonly contestants: readonly Contestant[];
  private readonly host: LaneHost;
  private readonly signal: AbortSignal;

  constructor(contestants: readonly Contestant[], host: LaneHost, signal: AbortSignal) {
    this.contestants = contestants;
    this.host = host;
    this.signal = signal;
    this.lanes = contestants.map((contestant) => ({
      id: contestant.id,
      lane: host.makeLane(openOptions(contestant, host)),
      threads: contestant.threads,
      failure: null,
      stepMs: 0,
    }));
  }

  /** Opens the lanes one after the other and lets each compute for a moment on points of no cell. */
  async open(dataset: Dataset, fit: FitParams, told: (title: string) => void): Promise<void> {
    for (const [i, open] of this.lanes.entries()) {
      told(LANES[open.id].title);
      await this.attempt(open, async () => {
        await open.lane.open(openOptions(this.contestants[i]!, this.host));
        open.stepMs = await open.lane.timerResolution();
        await open.lane.load(dataset);
        let reps = 1;
        for (const started = now(); now() - started < FIRST_WARM_MS && reps < 1e6; reps *= 2) {
          await open.lane.sample(fit, SCOPE, reps);
        }
      });
    }
  }

  /** Ends every lane; calls under way reject. */
  close(): void {
    for (const { lane } of this.lanes) lane.close();
  }

  /** The lanes that have not failed. */
  get running(): OpenLane[] {
    return this.lanes.filter(({ failure }) => failure === null);
  }

  /**
   * Loads the points into every lane, compares the answers by hash, and times up to `rounds` rounds. A lane that fails is
   * out, here and later.
   *
   * @param enough Asked before each round whether to stop short of `rounds`
   * @throws AbortError when the signal fires
   */
  async time(
    dataset: Dataset,
    fit: FitParams,
    rounds: number,
    scheduleSeed: number,
    enough: () => boolean,
  ): Promise<CellTimes> {
    const ready: Ready[] = [];
    const answers: (Answer & { id: LaneId })[] = [];
    for (const open of this.running) {
      await this.attempt(open, async () => {
        await open.lane.load(dataset);
        const { threads, result, ms } = await open.lane.first(fit, () => undefined);
        open.threads = threads;
        const [labelsSha256, centroidsSha256] = await Promise.all([
          sha256OfInt32(result.labels),
          sha256OfFloat64(result.centroids),
        ]);
        answers.push({ ...result, labelsSha256, centroidsSha256, id: open.id });
        const { iterations, inertia, converged } = result;
        ready.push({ open, summary: { iterations, inertia, converged }, reps: repsFor(SAMPLE_MS, ms), samplesMs: [] });
      });
    }
    const parted = firstDisagreement(answers);
    if (parted) return { disagreement: words(parted), samplesMs: new Map() };
    const wavered = await this.measure(ready, fit, rounds, scheduleSeed, enough);
    if (wavered) return { disagreement: wavered, samplesMs: new Map() };
    const finished = ready.filter(({ open }) => open.failure === null);
    return { disagreement: null, samplesMs: new Map(finished.map(({ open, samplesMs }) => [open.id, samplesMs])) };
  }

  /** Warm-up, then rounds in random order. Gives the words for a lane whose later fits differ from its first. */
  private async measure(
    ready: readonly Ready[],
    fit: FitParams,
    rounds: number,
    scheduleSeed: number,
    enough: () => boolean,
  ): Promise<string | null> {
    const wavered: string[] = [];
    const sample = async (one: Ready): Promise<number> => {
      const { ms, iterations, inertia } = await one.open.lane.sample(fit, SCOPE, one.reps);
      if (iterations !== one.summary.iterations || !Object.is(inertia, one.summary.inertia)) {
        wavered.push(`${LANES[one.open.id].title} parts from its own first answer`);
      }
      return ms;
    };
    for (const one of ready) {
      await this.attempt(one.open, async () => {
        for (let spent = 0; spent < WARM_MS;) {
          const ms = await sample(one);
          spent += ms * one.reps;
          one.reps = repsFor(Math.max(SAMPLE_MS, CLOCK_STEPS * one.open.stepMs), ms);
        }
      });
    }
    for (const order of makeSchedule(ready.length, rounds, scheduleSeed)) {
      if (wavered.length > 0 || enough()) break;
      const round: [Ready, number][] = [];
      for (const index of order) {
        const one = ready[index]!;
        if (one.open.failure === null)
          await this.attempt(one.open, async () => void round.push([one, await sample(one)]));
      }
      // Kept only when the round is whole, so that samples of one round stay paired.
      for (const [one, ms] of round) one.samplesMs.push(ms);
    }
    return wavered[0] ?? null;
  }

  /** Does a step for one lane; a failure takes it out, unless nobody would be left. */
  private async attempt(open: OpenLane, step: () => Promise<void>): Promise<void> {
    this.signal.throwIfAborted();
    try {
      await step();
    } catch (error) {
      this.signal.throwIfAborted();
      open.failure = error instanceof Error ? error.message : String(error);
      open.lane.close();
      if (this.running.length === 0) throw error;
    }
    this.signal.throwIfAborted();
  }
}

/** Fits that together last `targetMs`, when one lasts `ms`. */
function repsFor(targetMs: number, ms: number): number {
  return Math.min(100_000, Math.max(1, Math.ceil(targetMs / Math.max(ms, 1e-4))));
}

function words({ a, b, what }: Disagreement): string {
  const title = (id: string): string => LANES[id as LaneId].title;
  return `${title(a)} and ${title(b)} part in their ${what}`;
}

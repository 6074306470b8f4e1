/** One race of every lane there is, read as a ladder: where the speed comes from. */

import { LANE_IDS, LANES, type LaneId } from '../../shared/lanes';
import type { Badge } from '../../stats/badges';
import { climb, rungInfo, RUNGS, shares, totals, type Rung } from '../../stats/ladder';
import { median } from 'simple-statistics';
import { race } from '../race';
import type { RaceOutcome, RaceProgress, RaceSpec } from '../types';
import { ladderSentence } from './ladder-words';
import type { Experiment, ExperimentInput } from './types';

/** No new round starts after this many milliseconds of measuring. */
const TIME_CAP_MS = 30_000;

/** One lane of the ladder, or beside it. */
export interface LadderLane {
  readonly id: LaneId;
  /** Threads it computed with; null when the race ended before that was told. */
  readonly threads: number | null;
  readonly medianMs: number;
  /** Milliseconds a fit, one a round. */
  readonly samplesMs: readonly number[];
}

/** What the ladder found. */
export interface LadderResult {
  readonly lanes: readonly LadderLane[];
  /** Each change over the lane without it; empty when the answers differ. */
  readonly rungs: readonly Rung[];
  /** Each lane over plain JavaScript; empty when the answers differ. */
  readonly totals: readonly Rung[];
  /** Lanes without a place here: this browser cannot run them, or they failed. */
  readonly missing: readonly { readonly id: LaneId; readonly reason: string }[];
  readonly badges: readonly Badge[];
  /** Where the speed came from, in one sentence. */
  readonly sentence: string;
  readonly sameAnswer: boolean;
}

/** How the ladder races; tests hand in their own. */
export type Racing = typeof race;

interface Measured {
  readonly lanes: readonly LadderLane[];
  readonly sameAnswer: boolean;
  readonly badges: readonly Badge[];
  readonly failures: readonly { readonly id: LaneId; readonly message: string }[];
}

function readLadder({ lanes, sameAnswer, badges, failures }: Measured): LadderResult {
  const rungs = sameAnswer ? climb(lanes) : [];
  const all = sameAnswer ? totals(lanes) : [];
  const there = new Set(lanes.map(({ id }) => id));
  const failed = new Map(failures.map(({ id, message }) => [id, message]));
  const missing = RUNGS.filter(({ id }) => !there.has(id)).map(({ id }) => ({
    id,
    reason: failed.get(id) ?? 'this browser cannot run it',
  }));
  const pairs = Math.max(0, ...lanes.map(({ samplesMs }) => samplesMs.length));
  const sentence = ladderSentence({ rungs, totals: all, shares: shares(rungs), sameAnswer, pairs });
  return { lanes, rungs, totals: all, missing, badges, sentence, sameAnswer };
}

function measuredBy({ engines, sameAnswer, badges, failures }: RaceOutcome, ids: readonly LaneId[]): Measured {
  const lanes = engines.flatMap(({ id, threads, medianMs, samplesMs }): LadderLane[] => {
    const known = ids.find((lane) => lane === id);
    return known ? [{ id: known, threads, medianMs, samplesMs }] : [];
  });
  return { lanes, sameAnswer, badges, failures };
}

/** The whole rounds of a race that was cancelled. */
function cutShort(ids: readonly LaneId[], samples: readonly (readonly number[])[]): Measured {
  const rounds = Math.min(...samples.map((list) => list.length));
  const lanes = ids.map((id, i): LadderLane => {
    const samplesMs = samples[i]!.slice(0, rounds);
    return { id, threads: LANES[id].threaded ? null : 1, medianMs: median(samplesMs), samplesMs };
  });
  return { lanes, sameAnswer: true, badges: [{ id: 'cut-short', lane: null, text: `${rounds} rounds` }], failures: [] };
}

function words({ stage, contestant, done, total }: RaceProgress, ids: readonly LaneId[]): string {
  const id = contestant === null ? undefined : ids[contestant];
  const who = id ? LANES[id].title : 'the lanes';
  if (stage === 'measure') return `round ${Math.max(done, 1)} of ${total ?? '?'}`;
  return {
    open: `opening ${who}`,
    'first-run': `first run of ${who}`,
    'warm-up': `warming up ${who}`,
    finish: 'finishing',
  }[stage];
}

function spec(
  { dataset, fit, threads, chooseThreads, pairs, scope }: ExperimentInput,
  ids: readonly LaneId[],
): RaceSpec {
  const contestants = ids.map((id) => ({ id, threads: LANES[id].threaded ? threads : 1, chooseThreads }));
  return { dataset, fit, contestants, pairs, scope, timeCapMs: TIME_CAP_MS };
}

/** The ladder by some way of racing. */
export function ladderBy(racing: Racing): Experiment<LadderResult> {
  return async (input, hooks, signal) => {
    const ids = LANE_IDS.filter((id) => input.available.includes(id)).sort((a, b) => place(a) - place(b));
    const samples = ids.map((): number[] => []);
    try {
      const outcome = await racing(
        spec(input, ids),
        {
          onProgress(progress) {
            const { stage, done, total } = progress;
            const timed = stage === 'measure';
            hooks.onProgress({ text: words(progress, ids), done: timed ? done : 0, total: timed ? total : null });
          },
          onSample: (contestant, ms) => samples[contestant]?.push(ms),
        },
        signal,
      );
      return readLadder(measuredBy(outcome, ids));
    } catch (error) {
      if (samples.length > 0 && samples.every((list) => list.length > 0)) {
        hooks.onPartial?.(readLadder(cutShort(ids, samples)));
      }
      throw error;
    }
  };
}

/** Lanes beside the ladder stand last. */
function place(id: LaneId): number {
  const info = rungInfo(id);
  return info ? RUNGS.indexOf(info) : RUNGS.length;
}

/** The ladder, raced in workers of this page. */
export const ladder: Experiment<LadderResult> = ladderBy(race);

/** One paired race of a program without threads against the same program on several thread counts. */

import { LANES, type Algorithm, type LaneId } from '../../shared/lanes';
import type { EngineResult } from '../../shared/result';
import type { Dataset, FitParams, Scope } from '../../shared/types';
import { badgeLine } from '../../stats/badges';
import { scalingRows, type ScalingRow } from '../../stats/scaling';
import type { GenerateParams } from '../../datasets/registry';
import type { Contestant, RaceHooks, RaceOutcome, RaceSpec } from '../types';

/** The program without threads and the one with them, by algorithm. */
export const THREAD_LANES: Readonly<Record<Algorithm, { readonly serial: LaneId; readonly threaded: LaneId }>> = {
  lloyd: { serial: 'wasm-simd', threaded: 'wasm-threads' },
  exact: { serial: 'wasm-exact', threaded: 'wasm-exact-threads' },
};

/** What the thread experiments need of the page; tests hand in fakes. */
export interface ThreadsHost {
  race(spec: RaceSpec, hooks: RaceHooks, signal: AbortSignal): Promise<RaceOutcome>;
  points(params: GenerateParams, signal: AbortSignal): Promise<Dataset>;
}

export interface ThreadRaceSpec {
  readonly algorithm: Algorithm;
  readonly dataset: Dataset;
  readonly fit: FitParams;
  readonly scope: Scope;
  readonly counts: readonly number[];
  readonly pairs: number;
  readonly timeCapMs: number;
}

/** What such a race gave. Without times when the answers differ, or the program without threads failed. */
export interface ThreadRace {
  readonly algorithm: Algorithm;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly serialMs: number | null;
  readonly serialSamplesMs: readonly number[];
  readonly rows: readonly ScalingRow[];
  readonly iterations: number;
  readonly sameAnswer: boolean;
  /** What to know before believing a time, and what failed. */
  readonly notes: readonly string[];
}

/**
 * Races them.
 *
 * @param told Told what is being done, and how many rounds are done and wanted
 * @throws AbortError when the signal fires, Error when every contestant failed
 */
export async function threadRace(
  host: ThreadsHost,
  spec: ThreadRaceSpec,
  told: (text: string, done: number, total: number | null) => void,
  signal: AbortSignal,
): Promise<ThreadRace> {
  const { algorithm, counts, ...asked } = spec;
  const { serial, threaded } = THREAD_LANES[algorithm];
  const contestants: Contestant[] = [
    { id: serial, threads: 1 },
    ...counts.map((threads): Contestant => ({ id: threaded, threads, chooseThreads: false })),
  ];
  const hooks: RaceHooks = {
    onProgress({ stage, contestant, done, total }) {
      if (stage === 'measure') told(`round ${done} of ${total ?? 0}`, done, total);
      else told(`${STAGES[stage]} ${nameOf(contestants[contestant ?? 0]!)}`, 0, null);
    },
  };
  const outcome = await host.race({ ...asked, contestants }, hooks, signal);
  return { ...timesOf(outcome, serial, threaded), algorithm, n: spec.dataset.n, d: spec.dataset.d, k: spec.fit.k };
}

const STAGES = { open: 'opening', 'first-run': 'first run of', 'warm-up': 'warming up', finish: 'splitting' } as const;

function nameOf({ id, threads }: Contestant): string {
  return LANES[id].threaded ? `${LANES[id].title} on ${threads}` : LANES[id].title;
}

function timesOf(
  { engines, sameAnswer, badges }: RaceOutcome,
  serialId: LaneId,
  threadedId: LaneId,
): Pick<ThreadRace, 'serialMs' | 'serialSamplesMs' | 'rows' | 'iterations' | 'sameAnswer' | 'notes'> {
  const serial = engines.find(({ id }) => id === serialId);
  const timed = (engine: EngineResult): boolean => engine.id === threadedId && engine.samplesMs.length > 0;
  const whole = sameAnswer && serial && serial.samplesMs.length > 0;
  const failed = serial ? [] : [`${LANES[serialId].title} failed, so there is no baseline`];
  return {
    serialMs: whole ? serial.medianMs : null,
    serialSamplesMs: whole ? serial.samplesMs : [],
    rows: whole ? scalingRows(serial.samplesMs, engines.filter(timed)) : [],
    iterations: engines[0]?.iterations ?? 0,
    sameAnswer,
    notes: [...failed, ...badges.map(badgeLine)],
  };
}

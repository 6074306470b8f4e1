import { now } from '../platform/clock';
import type { LaneApi, OpenOptions, Sample } from '../workers/protocol';
import { LANES } from '../shared/lanes';
import type { ColdParts, PhasesMs } from '../shared/result';
import { sha256OfFloat64, sha256OfInt32 } from '../shared/sha256';
import type { FitSummary, IterationStats } from '../shared/types';
import { median } from 'simple-statistics';
import { firstDisagreement } from './agreement';
import { makeSchedule } from './schedule';
import type { Answer, Contestant, Disagreement, RaceHooks, RaceSpec, RaceStage } from './types';
import { isOverCap, isSettled, isSteady, sampleLengthMs, warmUpFor } from './warm-up';

type RaceCall = 'open' | 'load' | 'first' | 'trace' | 'record' | 'sample' | 'phases' | 'timerResolution';

/** What the runner needs of a lane: some of its calls, and a way to end it. */
export type RaceLane = Pick<LaneApi, RaceCall> & { close(reason?: Error): void };

/** How the runner gets its lanes; tests hand in fakes. */
export interface RaceHost {
  readonly wasmBaseUrl: string;
  /** May have been opened ahead of the race. */
  makeLane(options: OpenOptions): RaceLane;
  /** In a worker that has done nothing yet; wanted where `makeLane` may hand out others. */
  makeFreshLane?(): RaceLane;
}

/** How long the half-step timing of one lane goes on, in milliseconds. */
const PHASES_MS = 40;
/** Keeps the schedule's draws apart from those of the data and the fit. */
const SCHEDULE_STREAM = 0x5c4ed01e;

/** Everything measured about one contestant. */
export interface Entry {
  readonly index: number;
  readonly contestant: Contestant;
  readonly lane: RaceLane;
  threads: number;
  phases: PhasesMs;
  cold: ColdParts;
  coldMs: number;
  answer: Answer | null;
  /** Fits in one timed sample. */
  reps: number;
  settled: boolean;
  readonly samplesMs: number[];
  /** Whether a later fit gave another inertia or iteration count than the first. */
  wavered: boolean;
  failure: Error | null;
}

export interface RawOutcome {
  /** In the order given, the failed ones included. */
  readonly entries: readonly Entry[];
  readonly disagreement: Disagreement | null;
  readonly timerResolutionMs: number;
  readonly rounds: number;
}

/**
 * Runs one race: every contestant in a worker of its own, all open at once, one computing at a time. Knows no DOM and
 * no statistics beyond what it takes to size a sample. A contestant that fails is reported and left out; the others
 * go on. When the answers differ nothing is timed.
 *
 * @throws AbortError when the signal fires; an Error when fewer than one contestant is left
 */
export class Runner {
  private readonly entries: Entry[];
  private timerResolutionMs = 0;
  /** The lane of the sample under way that began from nothing. */
  private fresh: RaceLane | null = null;
  private readonly spec: RaceSpec;
  private readonly host: RaceHost;
  private readonly hooks: RaceHooks;
  private readonly signal: AbortSignal;

  constructor(spec: RaceSpec, host: RaceHost, hooks: RaceHooks, signal: AbortSignal) {
    this.spec = spec;
    this.host = host;
    this.hooks = hooks;
    this.signal = signal;
    this.entries = [];
  }

  async run(): Promise<RawOutcome> {
    this.signal.throwIfAborted();
    const onAbort = () => {
      this.closeAll();
    };
    this.signal.addEventListener('abort', onAbort);
    try {
      this.spec.contestants.forEach((contestant, index) => {
        this.entries.push(makeEntry(contestant, index, this.host.makeLane(openOptions(contestant, this.host))));
      });
      await this.openAll();
      await this.answerAll();
      const disagreement = firstDisagreement(
        this.running.filter(keepsContract).map((e) => ({ ...e.answer!, id: e.contestant.id })),
      );
      let rounds = 0;
      if (!disagreement) {
        await this.traceOnce();
        await this.warmUpAll();
        rounds = await this.measure();
        await this.timePhases();
      }
      return { entries: this.entries, disagreement, timerResolutionMs: this.timerResolutionMs, rounds };
    } finally {
      this.signal.removeEventListener('abort', onAbort);
      this.closeAll();
    }
  }

  private get running(): Entry[] {
    return this.entries.filter((entry) => !entry.failure);
  }

  private closeAll(): void {
    for (const { lane } of this.entries) lane.close();
    this.fresh?.close();
  }

  private tell(stage: RaceStage, contestant: number | null, done: number, total: number | null): void {
    // What a closed worker had already sent may still arrive: it is no news any more.
    if (!this.signal.aborted) this.hooks.onProgress?.({ stage, contestant, done, total });
  }

  /** Does a step for one contestant; a failure takes it out of the race, unless nobody would be left. */
  private async attempt(entry: Entry, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.signal.throwIfAborted();
      entry.failure = error instanceof Error ? error : new Error(String(error));
      entry.lane.close(entry.failure);
      if (this.running.length === 0) throw entry.failure;
      this.hooks.onFailure?.(entry.index, entry.failure);
    }
    this.signal.throwIfAborted();
  }

  /** Does a step for each contestant still in the race, one after the other. */
  private async each(stage: RaceStage, step: (entry: Entry) => Promise<void>): Promise<void> {
    const entries = this.running;
    for (const [done, entry] of entries.entries()) {
      this.tell(stage, entry.index, done, entries.length);
      await this.attempt(entry, () => step(entry));
    }
  }

  private async openAll(): Promise<void> {
    const { dataset } = this.spec;
    await this.each('open', async (entry) => {
      const opened = await entry.lane.open(openOptions(entry.contestant, this.host));
      const { copyInMs } = await entry.lane.load(dataset);
      entry.threads = opened.threads;
      entry.cold = opened.cold;
      entry.phases = { ...entry.phases, load: opened.loadMs, copyIn: copyInMs };
      this.timerResolutionMs = Math.max(this.timerResolutionMs, await entry.lane.timerResolution());
    });
  }

  private async answerAll(): Promise<void> {
    const { fit } = this.spec;
    await this.each('first-run', async (entry) => {
      const { threads, ms, result } = await entry.lane.first(fit, (iterations) => {
        this.tell('first-run', entry.index, iterations, fit.maxIter);
      });
      entry.threads = threads;
      entry.coldMs = ms;
      const [labelsSha256, centroidsSha256] = await Promise.all([
        sha256OfInt32(result.labels),
        sha256OfFloat64(result.centroids),
      ]);
      entry.answer = { ...result, labelsSha256, centroidsSha256 };
      this.hooks.onAnswer?.(entry.index, entry.answer);
    });
  }

  /** Equal answers have equal traces, so one lane makes it for all: the one whose first run was the fastest. */
  private async traceOnce(): Promise<void> {
    const [fastest] = this.running.filter(keepsContract).sort((a, b) => a.coldMs - b.coldMs);
    if (!fastest) return;
    let trace: readonly IterationStats[] | null = null;
    await this.attempt(fastest, async () => {
      trace = await fastest.lane.trace(this.spec.fit, () => undefined);
    });
    for (const entry of this.running.filter(keepsContract)) entry.answer = { ...entry.answer!, trace };
  }

  private async warmUpAll(): Promise<void> {
    const { scope, pairs } = this.spec;
    const rule = warmUpFor(pairs);
    const targetMs = sampleLengthMs(this.timerResolutionMs);
    await this.each('warm-up', async (entry) => {
      if (scope === 'load') {
        // Nothing of it lasts but the files, which the browser keeps from now on.
        await this.sample(entry);
        entry.settled = true;
        return;
      }
      const runs: number[] = [];
      // Slow lanes have long been compiled to their best tier inside the first run: one more run is enough to size a
      // sample. Fast ones are batched, so that crossing to the worker costs little.
      let reps = Math.max(1, Math.round(10 / entry.coldMs));
      do {
        const sample = await this.sample(entry, reps);
        for (let i = 0; i < reps; i++) runs.push(sample.ms);
        reps = Math.max(1, Math.ceil(10 / sample.ms));
        entry.settled = isSettled(runs, rule);
      } while (!entry.settled && !isOverCap(runs, rule) && !this.signal.aborted);
      // Slow fits reach the cap before they are many enough to settle: what there is tells whether they still fell.
      if (runs.length < rule.minRuns) entry.settled = isSteady(runs, rule);
      entry.reps = Math.max(1, Math.ceil(targetMs / median(runs.slice(-3))));
    });
  }

  private async measure(): Promise<number> {
    const { fit, pairs, timeCapMs } = this.spec;
    const schedule = makeSchedule(this.entries.length, pairs, (fit.seed ^ SCHEDULE_STREAM) >>> 0);
    const started = now();
    let rounds = 0;
    for (const order of schedule) {
      if (rounds > 0 && now() - started > timeCapMs) break;
      this.tell('measure', null, rounds, pairs);
      const round: [Entry, number][] = [];
      for (const index of order) {
        const entry = this.entries[index]!;
        if (entry.failure) continue;
        await this.attempt(entry, async () => {
          const { ms } = await this.sample(entry, entry.reps);
          round.push([entry, ms]);
          this.hooks.onSample?.(index, ms, rounds);
        });
      }
      // Kept only when the round is whole, so that samples of one round stay paired.
      for (const [entry, ms] of round) entry.samplesMs.push(ms);
      rounds++;
    }
    this.tell('measure', null, rounds, pairs);
    return rounds;
  }

  private async timePhases(): Promise<void> {
    await this.each('finish', async (entry) => {
      entry.phases = { ...entry.phases, ...(await entry.lane.phases(this.spec.fit, PHASES_MS)) };
    });
  }

  /** One sample of the race's scope; of `reps` fits where the lane is open already. */
  private async sample(entry: Entry, reps = 1): Promise<Sample> {
    const { fit, scope } = this.spec;
    const sample = scope === 'load' ? await this.sampleFromNothing(entry) : await entry.lane.sample(fit, scope, reps);
    this.watch(entry, sample);
    return sample;
  }

  /** From making a worker to having its answer, by the page's clock. */
  private async sampleFromNothing({ contestant }: Entry): Promise<Sample> {
    const { fit, dataset } = this.spec;
    const options = openOptions(contestant, this.host);
    const started = now();
    const lane = (this.fresh = this.host.makeFreshLane?.() ?? this.host.makeLane(options));
    try {
      await lane.open(options);
      await lane.load(dataset);
      const { result } = await lane.first(fit, () => undefined);
      const { iterations, converged, inertia } = result;
      return { iterations, converged, inertia, ms: now() - started };
    } finally {
      lane.close();
      this.fresh = null;
    }
  }

  private watch(entry: Entry, { iterations, inertia }: FitSummary): void {
    const { answer } = entry;
    if (iterations !== answer?.iterations || !Object.is(inertia, answer.inertia)) entry.wavered = true;
  }
}

/** Whether a contestant's answer must equal the others'. */
export function keepsContract({ contestant }: Pick<Entry, 'contestant'>): boolean {
  return LANES[contestant.id].contract;
}

/** What a contestant's lane is opened with. */
export function openOptions(contestant: Contestant, { wasmBaseUrl }: Pick<RaceHost, 'wasmBaseUrl'>): OpenOptions {
  const { id: lane, threads, chooseThreads = false } = contestant;
  return { lane, threads, chooseThreads, wasmBaseUrl };
}

function makeEntry(contestant: Contestant, index: number, lane: RaceLane): Entry {
  return {
    index,
    contestant,
    lane,
    threads: contestant.threads,
    phases: { load: 0, copyIn: 0, init: 0, assign: 0, update: 0, copyOut: 0 },
    cold: { fetchMs: 0, compileMs: 0, instantiateMs: 0 },
    coldMs: 0,
    answer: null,
    reps: 1,
    settled: false,
    samplesMs: [],
    wavered: false,
    failure: null,
  };
}

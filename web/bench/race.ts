import { wasmBase } from '../platform/wasm-base';
import { adjustedRandIndex, normalizedMutualInfo } from '../shared/metrics';
import type { Comparison, EngineResult } from '../shared/result';
import type { Dataset } from '../shared/types';
import { sampleBadges, type Badge } from '../stats/badges';
import { summarise } from '../stats/statistics';
import { compare } from '../stats/verdict';
import type { LaneAhead } from '../workers/ahead';
import { LaneClient } from '../workers/lane-client';
import { LanePool } from '../workers/lane-pool';
import { differingRows } from './agreement';
import { keepsContract, openOptions, Runner } from './runner';
import type { Entry, RaceHost, RawOutcome } from './runner';
import type { Answer, Contestant, RaceHooks, RaceOutcome, RaceSpec } from './types';

/** A clock step above this makes the samples long and the small races coarse. */
const COARSE_CLOCK_MS = 0.5;

interface Scores {
  readonly ari: number | null;
  readonly nmi: number | null;
}

function score(truth: Int32Array | null, labels: Int32Array): Scores {
  if (!truth) return { ari: null, nmi: null };
  return { ari: adjustedRandIndex(truth, labels), nmi: normalizedMutualInfo(truth, labels) };
}

function engineResult(entry: Entry, answer: Answer, scores: Scores, differs: number | null): EngineResult {
  const timed = entry.samplesMs.length > 0 ? summarise(entry.samplesMs) : { median: NaN, mad: NaN };
  return {
    id: entry.contestant.id,
    threads: entry.threads,
    coldMs: entry.coldMs,
    samplesMs: entry.samplesMs,
    medianMs: timed.median,
    madMs: timed.mad,
    phasesMs: entry.phases,
    cold: entry.cold,
    iterations: answer.iterations,
    converged: answer.converged,
    inertia: answer.inertia,
    labelsSha256: answer.labelsSha256,
    centroidsSha256: answer.centroidsSha256,
    ...scores,
    differs,
  };
}

/** Every pair of engines in the order raced. */
function comparisons(engines: readonly EngineResult[]): Comparison[] {
  return engines.flatMap((a, i) =>
    engines.slice(i + 1).map((b): Comparison => {
      const { ratio, ciLow, ciHigh, verdict } = compare(a.samplesMs, b.samplesMs);
      return { a: a.id, b: b.id, ratio, ciLow, ciHigh, verdict };
    }),
  );
}

/** Whole numbers with a comma a thousand, as the page writes them. */
const WHOLE = new Intl.NumberFormat('en');

function cutShort(rounds: number, { pairs, timeCapMs }: RaceSpec): string {
  const limit = `the time limit of ${timeCapMs / 1000} s`;
  if (rounds === 1) return `1 of ${pairs} pairs, which alone took longer than ${limit}`;
  return `${rounds} of ${pairs} pairs within ${limit}`;
}

function badges(
  raw: RawOutcome,
  finished: readonly Entry[],
  engines: readonly EngineResult[],
  spec: RaceSpec,
): Badge[] {
  const list: Badge[] = [];
  if (raw.timerResolutionMs > COARSE_CLOCK_MS) {
    list.push({ id: 'coarse-clock', lane: null, text: `steps of ${raw.timerResolutionMs.toFixed(2)} ms` });
  }
  if (!raw.disagreement && raw.rounds < spec.pairs) {
    list.push({ id: 'cut-short', lane: null, text: cutShort(raw.rounds, spec) });
  }
  for (const { contestant, settled, samplesMs } of finished) {
    if (samplesMs.length === 0) continue;
    if (!settled) list.push({ id: 'still-warming', lane: contestant.id, text: '' });
    list.push(...sampleBadges(samplesMs, contestant.id));
  }
  for (const { id, differs } of engines) {
    if (typeof differs !== 'number') continue;
    const rows = `${WHOLE.format(differs)} of ${WHOLE.format(spec.dataset.n)} rows differ`;
    if (differs > 0) list.push({ id: 'different-answer', lane: id, text: `different answer, ${rows}` });
    else list.push({ id: 'same-labels', lane: id, text: 'same labels' });
  }
  for (const { contestant, failure } of raw.entries) {
    if (failure) list.push({ id: 'lane-failed', lane: contestant.id, text: failure.message });
  }
  return list;
}

/** Answers equal by hash have equal scores: each is worked out once. */
function scoreAll(finished: readonly Entry[], dataset: Dataset): Map<string, Scores> {
  const scores = new Map<string, Scores>();
  for (const { answer } of finished) {
    if (answer && !scores.has(answer.labelsSha256)) {
      scores.set(answer.labelsSha256, score(dataset.truth, answer.labels));
    }
  }
  return scores;
}

/** Turns what the runner measured into answers, statistics and verdicts. */
export function conclude(raw: RawOutcome, spec: RaceSpec): RaceOutcome {
  const finished = raw.entries.filter((entry) => !entry.failure && entry.answer);
  const scores = scoreAll(finished, spec.dataset);
  const answers = finished.map((entry) => entry.answer!);
  const agreed = raw.disagreement ? null : (finished.find(keepsContract)?.answer ?? null);
  const engines = finished.map((entry, i) => {
    const answer = answers[i]!;
    const differs = agreed && !keepsContract(entry) ? differingRows(agreed.labels, answer.labels) : null;
    return engineResult(entry, answer, scores.get(answer.labelsSha256)!, differs);
  });
  const wavering = finished.find((entry) => entry.wavered && keepsContract(entry));
  const disagreement =
    raw.disagreement ??
    (wavering
      ? { a: wavering.contestant.id, b: wavering.contestant.id, what: 'inertia' as const, index: 0, count: 1 }
      : null);
  return {
    engines,
    answers,
    sameAnswer: disagreement === null,
    disagreement,
    comparisons: disagreement ? [] : comparisons(engines),
    badges: badges(raw, finished, engines, spec),
    pageHidden: false,
    failures: raw.entries.flatMap(({ failure, index, contestant }) =>
      failure ? [{ contestant: index, id: contestant.id, message: failure.message }] : [],
    ),
    timerResolutionMs: raw.timerResolutionMs,
  };
}

/** What is left of a race during which the page was hidden, and so slowed down: the samples, and no verdict. */
export function voided(outcome: RaceOutcome): RaceOutcome {
  const badge: Badge = { id: 'page-hidden', lane: null, text: '' };
  return { ...outcome, comparisons: [], badges: [...outcome.badges, badge], pageHidden: true };
}

const pool = new LanePool();

function host(): RaceHost {
  return {
    wasmBaseUrl: wasmBase(),
    makeLane: (options) => pool.take(options),
    makeFreshLane: () => new LaneClient(),
  };
}

/** Gives the next race a lane that is already being opened. */
export function adopt(ahead: LaneAhead): void {
  pool.adopt(ahead);
}

/** Opens the lanes of the next race ahead of it. Resolves when they are ready; never rejects. */
export async function prepare(contestants: readonly Contestant[]): Promise<void> {
  const here = host();
  await pool.prepare(contestants.map((contestant) => openOptions(contestant, here)));
}

/**
 * Races the contestants in workers of this page.
 *
 * @throws AbortError when the signal fires, KMeansError for bad input, Error when every lane failed
 */
export async function race(spec: RaceSpec, hooks: RaceHooks, signal: AbortSignal): Promise<RaceOutcome> {
  return conclude(await new Runner(spec, host(), hooks, signal).run(), spec);
}

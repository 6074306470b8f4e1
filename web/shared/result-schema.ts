/**
 * Reading results that were written to a file or kept in the browser: whatever the text holds, what comes out has the
 * shape of `RaceResult` and numbers that can be computed with, or it is refused with the place of the fault. Fields that
 * are not known are left out.
 */

import * as v from 'valibot';
import type { RaceResult } from './result';
import { EMPTY_POLICIES, INITS, KMeansError, LIMITS, SCOPES, STOPS } from './types';

/** Largest file read, in bytes. */
export const MOST_BYTES = 5 * 1024 * 1024;
/** Most races in one file. */
const MOST_RACES = 1000;
const MOST_SHOWN = 80;

const finite = v.pipe(v.number('must be a number'), v.finite('must be a finite number'));
const atLeast0 = v.pipe(finite, v.minValue(0, 'must not be negative'));
const positive = v.pipe(finite, v.gtValue(0, 'must be a positive number'));
const whole = (min: number, max: number) =>
  v.pipe(
    v.number('must be a number'),
    v.integer('must be a whole number'),
    v.minValue(min, `must be at least ${min}`),
    v.maxValue(max, `must be at most ${max}`),
  );
const text = (most: number) =>
  v.pipe(v.string('must be a text'), v.maxLength(most, `must have at most ${most} characters`));
const word = v.pipe(
  v.string('must be a text'),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9_+-]{0,39}$/, 'must be a short name of letters, figures and dashes'),
);
const hash = v.pipe(v.string('must be a text'), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal'));
const flag = v.boolean('must be true or false');
const oneOf = <const T extends readonly string[]>(choices: T) =>
  v.picklist(choices, `must be one of ${choices.join(', ')}`);
const list = <S extends v.GenericSchema>(item: S, most: number) =>
  v.pipe(v.array(item, 'must be a list'), v.maxLength(most, `must have at most ${most} entries`));
const record = <E extends v.ObjectEntries>(entries: E) =>
  v.object(entries, (issue) => (issue.expected === 'Object' ? 'must be an object' : 'is missing'));
/** JSON writes null for what is not a number: the median of no samples, an inertia that overflowed. */
const maybeNaN = v.pipe(
  v.nullable(finite),
  v.transform((value) => value ?? NaN),
);

const count = whole(0, Number.MAX_SAFE_INTEGER);
const seed = whole(0, 0xffff_ffff);

/** Files of version 0.1 have neither date nor scope, nor the parts of a cold start. */
const NO_COLD = { fetchMs: 0, compileMs: 0, instantiateMs: 0 };

const engine = record({
  id: word,
  threads: whole(1, 1024),
  coldMs: atLeast0,
  samplesMs: list(positive, 10_000),
  medianMs: maybeNaN,
  madMs: maybeNaN,
  phasesMs: record({
    ...{ load: atLeast0, copyIn: atLeast0, init: atLeast0 },
    ...{ assign: atLeast0, update: atLeast0, copyOut: atLeast0 },
  }),
  iterations: count,
  converged: flag,
  inertia: maybeNaN,
  labelsSha256: hash,
  centroidsSha256: hash,
  ari: v.nullable(finite),
  nmi: v.nullable(finite),
  differs: v.optional(v.nullable(count), null),
  cold: v.optional(record({ fetchMs: atLeast0, compileMs: atLeast0, instantiateMs: atLeast0 }), NO_COLD),
});

const raceResult = record({
  schema: v.literal(1, 'must be 1: this page reads no other schema'),
  version: text(200),
  date: v.optional(text(40), ''),
  params: record({
    ...{ distribution: word, n: count, d: whole(1, LIMITS.maxFeatures), k: whole(1, LIMITS.maxK), seed },
    ...{ init: oneOf(INITS), stop: oneOf(STOPS), tol: atLeast0, maxIter: whole(1, LIMITS.maxIter) },
    empty: oneOf(EMPTY_POLICIES),
    threads: v.union([v.literal('auto'), whole(1, 1024)], 'must be auto or a whole number from 1 to 1024'),
    pairs: whole(1, 10_000),
    scope: v.optional(oneOf(SCOPES), 'fit'),
  }),
  contract: record({ blockRows: whole(1, 1_000_000) }),
  dataset: record({
    sha256: hash,
    n: count,
    d: whole(1, LIMITS.maxFeatures),
    source: oneOf(['generated', 'csv', 'image']),
  }),
  environment: record({
    userAgent: text(1000),
    crossOriginIsolated: flag,
    sharedArrayBuffer: flag,
    simd: flag,
    hardwareConcurrency: whole(1, 4096),
    timerResolutionMs: atLeast0,
  }),
  engines: list(engine, 64),
  sameAnswer: flag,
  comparisons: list(
    record({
      ...{ a: word, b: word, ratio: positive, ciLow: positive, ciHigh: positive },
      verdict: oneOf(['a-faster', 'b-faster', 'too-close-to-call']),
    }),
    64 * 63,
  ),
  badges: list(text(1000), 500),
  pageHidden: v.optional(flag, false),
});

/** One line of the history: a race, or what an experiment found, with when and on which points. */
const historyEntry = v.variant(
  'kind',
  [
    record({
      kind: v.literal('race'),
      ...{ id: word, at: text(40), points: text(300), sentence: text(1000) },
      result: raceResult,
    }),
    record({
      kind: v.literal('experiment'),
      ...{ id: word, at: text(40), points: text(300), sentence: text(1000) },
      experiment: word,
      result: v.unknown(),
    }),
  ],
  'must be a race or an experiment',
);

interface EntryBase {
  readonly id: string;
  /** When it ended: ISO 8601, UTC. */
  readonly at: string;
  /** Name and size of the points, for people. */
  readonly points: string;
  /** The verdict, for people. */
  readonly sentence: string;
}

/** A finished race with when and on which points. */
export interface RaceEntry extends EntryBase {
  readonly kind: 'race';
  readonly result: RaceResult;
}

/** A finished experiment; its result is exported again and never looked into. */
export interface ExperimentEntry extends EntryBase {
  readonly kind: 'experiment';
  readonly experiment: string;
  readonly result: unknown;
}

/** A race or an experiment of this visitor. */
export type HistoryEntry = RaceEntry | ExperimentEntry;

/** The history as a file. */
export interface HistoryFile {
  readonly schema: 1;
  readonly history: readonly HistoryEntry[];
}

/** A race of a file, and what to call it. */
export interface ReadRace {
  readonly name: string;
  readonly result: RaceResult;
}

type Issue = v.BaseIssue<unknown>;

/** `engines[2].samplesMs[0]`; only names of the schema and indices occur in it, as other fields are never looked at. */
function placeOf({ path }: Issue): string {
  const parts = (path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return parts.join('').replace(/^\./, '').slice(0, MOST_SHOWN) || 'the top level';
}

function checked<S extends v.GenericSchema>(file: string, schema: S, value: unknown): v.InferOutput<S> {
  const read = v.safeParse(schema, value, { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new KMeansError(`${file} cannot be used: ${placeOf(issue)} ${issue.message}.`);
}

/** Cuts a file's name for a sentence. */
export function shownName(name: string): string {
  return name.length > MOST_SHOWN ? `${name.slice(0, MOST_SHOWN)}...` : name;
}

function parsed(file: string, source: string): unknown {
  if (source.length > MOST_BYTES) throw new KMeansError(`${file} cannot be used: it is larger than 5 MB.`);
  try {
    return JSON.parse(source) as unknown;
  } catch {
    throw new KMeansError(`${file} cannot be used: it is not JSON.`);
  }
}

function titled(result: RaceResult, index: number): ReadRace {
  const { distribution, k } = result.params;
  const { n, d, source } = result.dataset;
  const points = source === 'generated' ? distribution : source;
  return { name: `${index + 1}: ${points}, n ${n}, d ${d}, k ${k}`, result };
}

/**
 * The races of an exported file: one result, a list of them, or a history (its experiments are left out).
 *
 * @throws KMeansError that names the file and the place of what is wrong
 */
export function readRaces(fileName: string, source: string): ReadRace[] {
  const file = shownName(fileName);
  const value = parsed(file, source);
  const races = Array.isArray(value)
    ? checked(file, list(raceResult, MOST_RACES), value).map(titled)
    : typeof value === 'object' && value !== null && Object.hasOwn(value, 'history')
      ? checked(file, record({ schema: v.literal(1, 'must be 1'), history: list(historyEntry, MOST_RACES) }), value)
          .history.filter((entry) => entry.kind === 'race')
          .map(({ result }, index) => titled(result, index))
      : [titled(checked(file, raceResult, value), 0)];
  if (races.length === 0) throw new KMeansError(`${file} cannot be used: there is no race in it.`);
  return races;
}

/** The entries of a kept history that can still be read; what cannot is left out. Never throws. */
export function readEntries(source: string): HistoryEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return [];
  }
  if (!Array.isArray(value)) return [];
  return value.slice(0, MOST_RACES).flatMap((entry) => {
    const read = v.safeParse(historyEntry, entry);
    return read.success ? [read.output] : [];
  });
}

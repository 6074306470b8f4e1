/**
 * The parameters of a race: one frozen, validated object that drives the page, the browser tests and the command line.
 * An address (or a command line) is only ever read through `parseParams` and written through `serializeParams`.
 */

import { DISTRIBUTION_IDS, distributionInfo, type DistributionId } from './distributions';
import { EXPERIMENT_IDS, type ExperimentId } from './experiments';
import { LANE_IDS, type LaneId } from './lanes';
import {
  EMPTY_POLICIES,
  INITS,
  LIMITS,
  SCOPES,
  STOPS,
  type EmptyPolicy,
  type Init,
  type Scope,
  type Stop,
} from './types';

export interface Params {
  readonly distribution: DistributionId;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly seed: number;
  readonly init: Init;
  readonly stop: Stop;
  readonly tol: number;
  readonly maxIter: number;
  readonly empty: EmptyPolicy;
  /** In the order they stand; the same lane twice is an A/A control. */
  readonly engines: readonly LaneId[];
  readonly threads: number | 'auto';
  readonly pairs: number;
  readonly scope: Scope;
  /** What `run` starts: the race, or one of the experiments. */
  readonly experiment: 'race' | ExperimentId;
  /** Seconds an experiment without an end of its own may measure. */
  readonly budget: number;
  /** Largest k of the sweep over k. */
  readonly kMax: number;
  /** Seeds of the seeding experiment. */
  readonly seeds: number;
  /** Start as soon as the page is ready. */
  readonly run: boolean;
}

export type ParamName = keyof Params;

/** Something in an address that was not used as it stands. */
export interface ParamProblem {
  /** The parameter's name as given, cut to 40 characters. */
  readonly name: string;
  /** The value as given, cut to 40 characters. */
  readonly value: string;
  /** One sentence for people: what is wrong and what is used instead. */
  readonly message: string;
}

interface SpecBase {
  readonly name: ParamName;
  /** One line for --help and tooltips. */
  readonly description: string;
}

/** How one parameter is written: its kind, range and description. */
export type ParamSpec =
  | (SpecBase & { readonly type: 'choice'; readonly choices: readonly string[] })
  | (SpecBase & { readonly type: 'list'; readonly choices: readonly string[]; readonly maxItems: number })
  | (SpecBase & { readonly type: 'integer' | 'number'; readonly min: number; readonly max: number })
  /** An integer, or the word auto. */
  | (SpecBase & { readonly type: 'auto-integer'; readonly min: number; readonly max: number })
  /** 1 or 0. */
  | (SpecBase & { readonly type: 'flag' });

export const DEFAULTS: Params = Object.freeze({
  distribution: 'spiral',
  n: 20_000,
  d: 2,
  k: 8,
  seed: 42,
  init: 'k-means++',
  stop: 'labels',
  tol: 1e-4,
  maxIter: 300,
  empty: 'relocate',
  engines: Object.freeze<LaneId[]>(['js-tuned', 'wasm-simd', 'wasm-exact-threads']),
  threads: 'auto',
  pairs: 31,
  scope: 'fit',
  experiment: 'race',
  budget: 20,
  kMax: 16,
  seeds: 30,
  run: false,
} satisfies Params);

/** `tol` of stop=fraction when the address gives none: the classic 1 % rule. */
export const DEFAULT_FRACTION = 0.01;

/** Every parameter, in the order an address is written. */
export const PARAM_SPECS: readonly ParamSpec[] = [
  {
    name: 'distribution',
    type: 'choice',
    choices: DISTRIBUTION_IDS,
    description: 'Shape of the generated points; moons and spiral exist for d = 2 only',
  },
  { name: 'n', type: 'integer', min: 10, max: LIMITS.maxGeneratedRows, description: 'Number of points' },
  { name: 'd', type: 'integer', min: 2, max: 64, description: 'Number of features' },
  { name: 'k', type: 'integer', min: 1, max: LIMITS.maxK, description: 'Number of clusters, at most n' },
  { name: 'seed', type: 'integer', min: 0, max: 0xffff_ffff, description: 'Seed of the points and of the start' },
  {
    name: 'init',
    type: 'choice',
    // Given centroids do not fit in an address.
    choices: INITS.filter((init) => init !== 'given'),
    description: 'How the starting centroids are drawn',
  },
  { name: 'stop', type: 'choice', choices: STOPS, description: 'When the fit has converged' },
  {
    name: 'tol',
    type: 'number',
    min: 0,
    max: 1,
    description: `Tolerance of stop=tol (${DEFAULTS.tol}), or the fraction of stop=fraction (${DEFAULT_FRACTION})`,
  },
  { name: 'maxIter', type: 'integer', min: 1, max: LIMITS.maxIter, description: 'Most centroid updates in a fit' },
  { name: 'empty', type: 'choice', choices: EMPTY_POLICIES, description: 'What happens to a cluster with no points' },
  {
    name: 'engines',
    type: 'list',
    choices: LANE_IDS,
    maxItems: 12,
    description: 'Lanes to race, with commas; the same lane twice is a control',
  },
  { name: 'threads', type: 'auto-integer', min: 1, max: 256, description: 'Threads of the threaded lanes' },
  { name: 'pairs', type: 'integer', min: 1, max: 1001, description: 'Timed rounds; in each every lane runs once' },
  {
    name: 'scope',
    type: 'choice',
    choices: SCOPES,
    description: 'What is timed: the fit alone, or copy in, fit and copy out',
  },
  {
    name: 'experiment',
    type: 'choice',
    choices: ['race', ...EXPERIMENT_IDS],
    description: 'What run=1 starts',
  },
  { name: 'budget', type: 'integer', min: 1, max: 3600, description: 'Seconds the crossover may measure' },
  { name: 'kMax', type: 'integer', min: 2, max: 256, description: 'Largest k of the sweep over k, at most n' },
  { name: 'seeds', type: 'integer', min: 10, max: 100, description: 'Seeds of the seeding experiment' },
  { name: 'run', type: 'flag', description: '1 starts the race, or the experiment named, at once' },
];

type Read = { readonly value: Params[ParamName] } | { readonly expected: string };

const MOST_SHOWN = 40;
const INTEGER = /^\d{1,16}$/;
const NUMBER = /^(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

function shown(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text;
}

function readNumber(text: string, pattern: RegExp, min: number, max: number, expected: string): Read {
  const value = pattern.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? { value } : { expected };
}

/** Reads one value by its spec, or says what was expected. */
function readValue(spec: ParamSpec, text: string): Read {
  switch (spec.type) {
    case 'choice': {
      // A bare + in an address means a space, and "k-means++" is what people write.
      const choice = text.replaceAll(' ', '+');
      if (spec.choices.includes(choice)) return { value: choice as Params[ParamName] };
      return { expected: `one of ${spec.choices.join(', ')}` };
    }
    case 'list': {
      const items = text.split(',');
      if (items.length <= spec.maxItems && items.every((item) => spec.choices.includes(item)))
        return { value: Object.freeze(items) as readonly LaneId[] };
      return { expected: `at most ${spec.maxItems} of ${spec.choices.join(', ')} with commas between` };
    }
    case 'integer':
      return readNumber(text, INTEGER, spec.min, spec.max, `a whole number from ${spec.min} to ${spec.max}`);
    case 'number':
      return readNumber(text, NUMBER, spec.min, spec.max, `a number from ${spec.min} to ${spec.max}`);
    case 'auto-integer':
      if (text === 'auto') return { value: 'auto' };
      return readNumber(text, INTEGER, spec.min, spec.max, `auto or a whole number from ${spec.min} to ${spec.max}`);
    case 'flag':
      return text === '1' || text === '0' ? { value: text === '1' } : { expected: '1 or 0' };
  }
}

/** Values that are fine alone and not together; the offending one goes back to its default. */
function settleTogether(params: Params, report: (name: ParamName, instead: unknown, why: string) => void): Params {
  const info = distributionInfo(params.distribution);
  let { d, k } = params;
  if (d < info.minD || d > info.maxD) {
    report(
      'd',
      DEFAULTS.d,
      `${info.id} needs ${info.minD === info.maxD ? `d = ${info.minD}` : `d from ${info.minD} to ${info.maxD}`}`,
    );
    d = DEFAULTS.d;
  }
  if (k > params.n) {
    report('k', DEFAULTS.k, `there cannot be more clusters than points (n = ${params.n})`);
    k = DEFAULTS.k;
  }
  return { ...params, d, k };
}

/**
 * Reads an address's query (with or without `?`). Never throws: whatever cannot be used is reported by name, and the
 * default stands in its place. Of a repeated name the first value counts.
 */
export function parseParams(search: string | URLSearchParams): { params: Params; problems: readonly ParamProblem[] } {
  const query = new URLSearchParams(search);
  const problems: ParamProblem[] = [];
  const report = (name: string, value: string, message: string): void => {
    problems.push({ name: shown(name), value: shown(value), message });
  };
  const given: Partial<Record<ParamName, Params[ParamName]>> = {};
  const known = new Set<string>(PARAM_SPECS.map((spec) => spec.name));

  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    if (!known.has(name)) {
      report(name, values[0]!, `'${shown(name)}' is not a parameter of this page; it is not used.`);
    } else if (values.length > 1) {
      report(
        name,
        values[1]!,
        `${name} is given ${values.length} times; the first one, '${shown(values[0]!)}', counts.`,
      );
    }
  }
  for (const spec of PARAM_SPECS) {
    const text = query.get(spec.name);
    if (text === null) continue;
    const read = readValue(spec, text);
    if ('value' in read) given[spec.name] = read.value;
    else {
      const message = `${spec.name} cannot be '${shown(text)}': it must be ${read.expected}; the default is used.`;
      report(spec.name, text, message);
    }
  }

  const tol = given.stop === 'fraction' ? DEFAULT_FRACTION : DEFAULTS.tol;
  const params = settleTogether({ ...DEFAULTS, tol, ...given } as Params, (name, instead, why) => {
    const value = String(given[name] ?? DEFAULTS[name]);
    report(name, value, `${name} cannot be ${value}: ${why}; ${String(instead)} is used.`);
  });
  return { params: Object.freeze(params), problems };
}

/**
 * Writes every parameter as a query without the `?`, so that an address keeps its meaning when a default changes.
 * `parseParams(serializeParams(p)).params` equals `p`.
 */
export function serializeParams(params: Params): string {
  return PARAM_SPECS.map(({ name }) => {
    const value = params[name];
    const text = typeof value === 'boolean' ? String(Number(value)) : String(value);
    // Commas are legal in a query and easier to read than %2C.
    return `${name}=${encodeURIComponent(text).replaceAll('%2C', ',')}`;
  }).join('&');
}

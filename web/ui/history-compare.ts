/** Two races side by side. Pure: results in, rows and sentences out. */

import { isLaneId, LANES } from '../shared/lanes';
import type { EngineResult, RaceResult } from '../shared/result';

/** One lane in both races; NaN where one of them has no time of it. */
export interface ComparedLane {
  readonly title: string;
  readonly aMs: number;
  readonly bMs: number;
  /** Median of the first over median of the second. */
  readonly ratio: number;
}

/** Two races as the page shows them. */
export interface ComparedRaces {
  readonly lanes: readonly ComparedLane[];
  /** What is not the same in both, one sentence each. */
  readonly differences: readonly string[];
}

/** What every such comparison must say. */
export const NOT_PAIRED =
  'The two races ran at different times, so their samples are not paired: the ratios have no interval and carry no verdict.';

/** The name of a lane; of one this page does not know, its id. */
export function laneTitle(id: string): string {
  return isLaneId(id) ? LANES[id].title : id;
}

/** Engines by id and, where the same lane raced twice, by which of them it is. */
function keyed({ engines }: RaceResult): Map<string, EngineResult> {
  const seen = new Map<string, number>();
  return new Map(
    engines.map((engine) => {
      const nth = (seen.get(engine.id) ?? 0) + 1;
      seen.set(engine.id, nth);
      return [nth > 1 ? `${engine.id} ${nth}` : engine.id, engine];
    }),
  );
}

function titleOf(key: string): string {
  const [id = '', nth] = key.split(' ');
  return nth ? `${laneTitle(id)} (${nth})` : laneTitle(id);
}

function list(parts: readonly string[]): string {
  return parts.join(', ');
}

/** Fields that differ: `name: first, then second`. */
function changed(a: object, b: object): string[] {
  const [first, second] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  return Object.keys(first)
    .filter((key) => first[key] !== second[key])
    .map((key) => `${key} ${String(first[key])} and ${String(second[key])}`);
}

function differences(a: RaceResult, b: RaceResult): string[] {
  const sentences: string[] = [];
  const say = (what: string, parts: readonly string[]): void => {
    if (parts.length > 0) sentences.push(`${what}: ${list(parts)}.`);
  };
  // Two readings of one clock's step may differ by a rounding.
  const machine = changed(a.environment, b.environment).filter((text) => !text.startsWith('timerResolutionMs '));
  say('The machines or browsers differ', machine);
  const sameData = a.dataset.sha256 === b.dataset.sha256;
  if (!sameData) {
    const size = ({ dataset: { n, d } }: RaceResult): string => `${n} rows of ${d}`;
    sentences.push(`The points differ: ${size(a)} and ${size(b)}, with different hashes.`);
  }
  const settings = changed(a.params, b.params);
  say('The settings differ', settings);
  if (a.version !== b.version) say('The versions differ', [`${a.version} and ${b.version}`]);
  const threads = [...keyed(a)].flatMap(([key, engine]) => {
    const other = keyed(b).get(key);
    return other && other.threads !== engine.threads ? [`${titleOf(key)} ${engine.threads} and ${other.threads}`] : [];
  });
  say('The threads differ', threads);
  const [one, other] = [a.engines[0], b.engines[0]];
  const sameQuestion = sameData && settings.every((text) => /^(threads|pairs|scope) /.test(text));
  if (sameQuestion && one && other && a.sameAnswer && b.sameAnswer && one.labelsSha256 !== other.labelsSha256) {
    sentences.push('The answers differ although the points and the settings are equal, so the times do not compare.');
  }
  return sentences;
}

/** Puts two races side by side: every lane of either, and what differs between them. */
export function compareRaces(a: RaceResult, b: RaceResult): ComparedRaces {
  const [first, second] = [keyed(a), keyed(b)];
  const keys = [...new Set([...first.keys(), ...second.keys()])];
  const lanes = keys.map((key): ComparedLane => {
    const [aMs, bMs] = [first.get(key)?.medianMs ?? NaN, second.get(key)?.medianMs ?? NaN];
    return { title: titleOf(key), aMs, bMs, ratio: aMs / bMs };
  });
  return { lanes, differences: differences(a, b) };
}

/** The sentences a race ends in. Pure: numbers in, words out. */

import { isLaneId, LANES, type LaneInfo } from '../shared/lanes';
import type { Comparison, EngineResult, RaceResult } from '../shared/result';
import type { Disagreement } from '../bench/types';
import { count, ratioDecimals, times, whole } from './format';

export interface Headline {
  /** Who the sentence is about, or that there is none to give. */
  readonly kind: 'question' | 'wasm' | 'js' | 'even' | 'void';
  readonly sentence: string;
  /** What was compared with what, smaller. */
  readonly small: string;
}

/** Below this many pairs no interval of 95 % exists. */
const LEAST_PAIRS = 6;

interface Duel {
  readonly fast: EngineResult;
  readonly slow: EngineResult;
  /** How many times faster, 1 or more unless it is too close to call. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly close: boolean;
}

export const QUESTION: Headline = {
  kind: 'question',
  sentence: 'Is WebAssembly faster than JavaScript? On your machine, right now.',
  small:
    'The same k-means in both languages, on the same points from the same seed: first the proof that both give the same answer, then the time.',
};

function laneOf(id: string): LaneInfo {
  return isLaneId(id) ? LANES[id] : LANES.js;
}

function titleOf(engine: EngineResult): string {
  const { title, threaded } = laneOf(engine.id);
  return threaded ? `${title} (${count(engine.threads, 'thread')})` : title;
}

/** The engines that keep the contract: what a proof and a verdict may speak of. */
function contractEngines(engines: readonly EngineResult[]): readonly EngineResult[] {
  return engines.filter((engine) => laneOf(engine.id).contract);
}

/** The engine with the smallest median among those that keep the contract and pass. */
export function fastest(
  engines: readonly EngineResult[],
  passes: (lane: LaneInfo, engine: EngineResult) => boolean,
): EngineResult | null {
  let best: EngineResult | null = null;
  for (const engine of contractEngines(engines)) {
    if (passes(laneOf(engine.id), engine) && (best === null || engine.medianMs < best.medianMs)) best = engine;
  }
  return best;
}

/** Turns the comparison of two engines round so that it speaks of the faster one. */
function duel(result: RaceResult, one: EngineResult, other: EngineResult): Duel | null {
  const same = (c: Comparison, a: EngineResult, b: EngineResult): boolean => c.a === a.id && c.b === b.id;
  const found = result.comparisons.find((c) => same(c, one, other) || same(c, other, one));
  if (!found) return null;
  const [a, b] = same(found, one, other) ? [one, other] : [other, one];
  const { ratio, ciLow, ciHigh, verdict } = found;
  const close = verdict === 'too-close-to-call';
  return verdict === 'a-faster'
    ? { fast: a, slow: b, ratio: 1 / ratio, low: 1 / ciHigh, high: 1 / ciLow, close }
    : { fast: b, slow: a, ratio, low: ciLow, high: ciHigh, close };
}

function between(found: Duel, decimals: number): string {
  return `between ${times(found.low, decimals)} and ${times(found.high, decimals)}`;
}

/** The two that the headline compares, JavaScript first; null where there are not two. */
export function likeWithLike(engines: readonly EngineResult[]): [EngineResult, EngineResult] | null {
  const textbook = (lane: LaneInfo, engine: EngineResult): boolean =>
    lane.algorithm === 'lloyd' && engine.threads === 1;
  const js = fastest(engines, (lane, engine) => lane.language === 'js' && textbook(lane, engine));
  const wasm = fastest(engines, (lane, engine) => lane.language === 'wasm' && textbook(lane, engine));
  if (js && wasm) return [js, wasm];
  // No such pair: the first two entries, by their own names.
  const [first, second] = contractEngines(engines);
  return first && second ? [first, second] : null;
}

/**
 * The answer in one sentence. Like with like: the best one-thread textbook lane of each language; where there is no such
 * pair, the first two lanes by name. No speed in it when the answers differ.
 */
export function headline(result: RaceResult): Headline {
  if (!result.sameAnswer) {
    return {
      kind: 'void',
      sentence: 'The lanes computed different answers, so there is no verdict.',
      small: 'A time means nothing until both compute the same thing.',
    };
  }
  if (result.pageHidden) {
    return {
      kind: 'void',
      sentence: 'This race is void: the page was hidden while it ran.',
      small:
        'Browsers slow hidden pages down. The samples stand below, without a verdict; run again with the page in view.',
    };
  }
  const pair = likeWithLike(result.engines);
  const found = pair && duel(result, ...pair);
  if (!found) {
    const [only] = contractEngines(result.engines);
    const lane = contractEngines(result.engines).length < result.engines.length ? 'lane of this project' : 'lane';
    const what = only ? `Only one ${lane} finished: ${titleOf(only)}.` : `No ${lane} finished.`;
    return { kind: 'void', sentence: `${what} There is nothing to compare it with.`, small: '' };
  }
  const { fast, slow } = found;
  const fastLanguage = laneOf(fast.id).language;
  const mixed = fastLanguage !== laneOf(slow.id).language;
  const name = (engine: EngineResult): string =>
    !mixed ? titleOf(engine) : laneOf(engine.id).language === 'wasm' ? 'WebAssembly' : 'JavaScript';
  const rounds = Math.min(fast.samplesMs.length, slow.samplesMs.length);
  if (rounds < LEAST_PAIRS) {
    const alone =
      rounds === 1 ? ' One pair alone took longer than that; fewer points or clusters make it shorter.' : '';
    const cut = rounds < result.params.pairs ? ` The time limit came first.${alone}` : '';
    return {
      kind: 'even',
      sentence: `There is no verdict yet: it takes ${LEAST_PAIRS} timed pairs, and there ${rounds === 1 ? 'is' : 'are'} ${rounds}.`,
      small: `${titleOf(fast)} against ${titleOf(slow)}.${cut}`,
    };
  }
  const decimals = ratioDecimals(found.low, found.high);
  const sentence = found.close
    ? `On this machine it is too close to call: ${name(fast)} runs at ${times(found.low, 2)} to ${times(found.high, 2)} the speed of ${name(slow)}.`
    : `On this machine ${name(fast)} is ${times(found.ratio, decimals)} faster than ${name(slow)} (${between(found, decimals)}).`;
  const plain = (engine: EngineResult): boolean => laneOf(engine.id).algorithm === 'lloyd';
  const alike = plain(fast) && plain(slow) ? ': textbook Lloyd in both' : '';
  const threads = fast.threads === 1 && slow.threads === 1 ? ', one thread each' : '';
  return {
    kind: found.close ? 'even' : mixed ? fastLanguage : 'even',
    sentence,
    small: `${titleOf(fast)} against ${titleOf(slow)}${alike}${threads}, ${count(rounds, 'timed pair')}.`,
  };
}

/**
 * Everything on against everything on: the fastest lane of each language, whatever its algorithm and threads, so that an
 * algorithm's gain is never sold as a language's. Null when the headline has said it already.
 */
export function everythingOn(result: RaceResult): string | null {
  if (!result.sameAnswer) return null;
  const js = fastest(result.engines, (lane) => lane.language === 'js');
  const wasm = fastest(result.engines, (lane) => lane.language === 'wasm');
  const said: readonly EngineResult[] = likeWithLike(result.engines) ?? [];
  if (!js || !wasm || (said.includes(js) && said.includes(wasm))) return null;
  const found = duel(result, js, wasm);
  if (!found || found.fast.samplesMs.length < LEAST_PAIRS) return null;
  if (found.close) {
    return `With everything on, ${titleOf(wasm)} against ${titleOf(js)} is too close to call (${between(found, 2)}).`;
  }
  const decimals = ratioDecimals(found.low, found.high);
  // An algorithm's gain is not a language's.
  const unlike = laneOf(found.fast.id).algorithm !== laneOf(found.slow.id).algorithm;
  const why = unlike ? '; part of that is its algorithm, not its language' : '';
  return `With everything on, ${titleOf(found.fast)} is ${times(found.ratio, decimals)} faster than ${titleOf(found.slow)} (${between(found, decimals)})${why}.`;
}

/** The line of proof under the verdict: what was equal, or where the answers part. */
export function proof(result: RaceResult, disagreement: Disagreement | null, d: number): string {
  const engines = contractEngines(result.engines);
  const [first] = engines;
  if (!first) return '';
  if (disagreement) return partingPlace(disagreement, d);
  if (engines.length < 2) return 'One lane alone proves nothing: no second answer to compare it with.';
  return `Same ${count(result.dataset.n, 'point')}, same seed, same ${count(first.iterations, 'iteration')}, every label and centroid equal bit for bit.`;
}

function partingPlace(found: Disagreement, d: number): string {
  const lanes = `${laneOf(found.a).title} and ${laneOf(found.b).title}`;
  switch (found.what) {
    case 'labels':
      return `${lanes} part at the label of row ${whole(found.index + 1)}; ${count(found.count, 'label')} differ.`;
    case 'centroids': {
      const cluster = Math.floor(found.index / d) + 1;
      return `${lanes} part at centroid ${cluster}, feature ${(found.index % d) + 1}; ${count(found.count, 'value')} differ.`;
    }
    case 'inertia':
      return `${lanes} part at the inertia; labels and centroids are equal.`;
    case 'iterations':
      return `${lanes} part at the number of iterations.`;
  }
}

/** One row of the table of pairs, from the faster lane's side. */
export function comparisonWords(comparison: Comparison): {
  pair: string;
  ratio: string;
  interval: string;
  verdict: string;
} {
  const a = laneOf(comparison.a).title;
  const b = laneOf(comparison.b).title;
  const verdicts = {
    'a-faster': `${a} is faster`,
    'b-faster': `${b} is faster`,
    'too-close-to-call': 'too close to call',
  };
  return {
    pair: `${a} / ${b}`,
    ratio: comparison.ratio.toFixed(3),
    interval: `${comparison.ciLow.toFixed(3)} to ${comparison.ciHigh.toFixed(3)}`,
    verdict: verdicts[comparison.verdict],
  };
}

/** What a race has to say on its share card. Pure: a result in, words and numbers out. */

import { LANES, isLaneId } from '../shared/lanes';
import type { EngineResult, Environment, RaceResult } from '../shared/result';
import { count, ms, whole } from './format';
import type { Card, CardBar } from './share-card';
import { headline, likeWithLike } from './words';

const BROWSERS = [
  [/Edg\/(\d+)/, 'Edge'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/(?:Chrome|Chromium)\/(\d+)/, 'Chromium'],
  [/Version\/(\d+(?:\.\d+)?).* Safari\//, 'Safari'],
] as const;

const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
] as const;

/** Browser, system and what of the machine a page can see, as one line. */
export function machineLine(environment: Environment): string {
  const { userAgent, hardwareConcurrency, crossOriginIsolated } = environment;
  const browser = BROWSERS.map(([pattern, name]) => [pattern.exec(userAgent)?.[1], name]).find(([version]) => version);
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const where = `${browser ? `${browser[1]} ${browser[0]}` : 'a browser'}${system ? ` on ${system}` : ''}`;
  return `${where}, ${count(hardwareConcurrency, 'processor')}${crossOriginIsolated ? '' : ', not cross-origin isolated'}`;
}

function barOf(engine: EngineResult): CardBar {
  const { title, language } = isLaneId(engine.id) ? LANES[engine.id] : { title: engine.id, language: 'js' as const };
  return { title, language, ms: engine.medianMs, text: `${ms(engine.medianMs)} ms` };
}

/** The two medians the headline speaks of: the best one-thread textbook lane of each language, else the first two. */
export function cardBars(result: RaceResult): readonly CardBar[] {
  if (!result.sameAnswer || result.comparisons.length === 0) return [];
  const [first, second] = likeWithLike(result.engines) ?? [];
  if (!first || !second) return [];
  // WebAssembly stands on top.
  const [one, other] = [barOf(first), barOf(second)];
  return one.language === 'js' && other.language === 'wasm' ? [other, one] : [one, other];
}

/** Everything on the card but the picture. `proof` and `address` as they stand on the page. */
export function cardWords(
  result: RaceResult,
  { proof, address, name }: { proof: string; address: string; name: string },
): Omit<Card, 'picture'> {
  const { sentence, small } = headline(result);
  const { n, d, k, seed } = result.params;
  return {
    sentence,
    small,
    bars: cardBars(result),
    proof,
    points: `${name}: ${count(n, 'point')}, ${count(d, 'feature')}, ${count(k, 'cluster')}, seed ${whole(seed).replaceAll(',', '')}`,
    machine: machineLine(result.environment),
    address,
  };
}

/** The one sentence of the ladder. Pure: numbers in, words out. */

import { BASE, rungInfo, type Rung, type Share } from '../../stats/ladder';
import { LANES } from '../../shared/lanes';

/** Below this many rounds no interval of 95 % exists. */
const LEAST_ROUNDS = 6;

interface Said {
  readonly rungs: readonly Rung[];
  readonly totals: readonly Rung[];
  /** Rungs of the way up, those that brought most first. */
  readonly shares: readonly Share[];
  readonly sameAnswer: boolean;
  readonly pairs: number;
}

/** A factor with the figures a sentence needs: 1.04x, 3.1x, 23x. */
export function factorWords(factor: number): string {
  return `${factor.toFixed(factor < 2 ? 2 : factor < 10 ? 1 : 0)}x`;
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last;
}

const shortOf = ({ id }: Rung): string => rungInfo(id)?.short ?? LANES[id].title;

/** Changes that brought nothing, and those that cost time, as sentences of their own. */
function rest(way: readonly Rung[]): string {
  const even = way.filter(({ verdict }) => verdict === 'too-close-to-call').map(shortOf);
  const lost = way
    .filter(({ verdict }) => verdict === 'slower')
    .map((rung) => `${shortOf(rung)} (${factorWords(1 / rung.factor)} slower)`);
  return [
    even.length > 0 ? ` No difference that can be told: ${listed(even)}.` : '',
    lost.length > 0 ? ` Cost time: ${listed(lost)}.` : '',
  ].join('');
}

/** Where the speed came from on this machine: the way from plain JavaScript to the top, largest part first. */
export function ladderSentence({ rungs, totals, shares, sameAnswer, pairs }: Said): string {
  if (!sameAnswer) return 'The lanes computed different answers, so there are no factors.';
  if (rungs.length === 0) return 'Too few lanes finished to say where the speed comes from.';
  if (pairs < LEAST_ROUNDS) {
    return `There is no verdict yet: it takes ${LEAST_ROUNDS} timed rounds, and there ${pairs === 1 ? 'is' : 'are'} ${pairs}.`;
  }
  const way = rungs.filter(({ id }) => id !== BASE && rungInfo(id)?.main);
  const top = totals.filter(({ id }) => rungInfo(id)?.main).at(-1);
  const gains = shares.filter(({ verdict }) => verdict === 'faster');
  if (!top || top.verdict !== 'faster' || gains.length === 0) {
    return `On this machine the last rung is not faster than plain JavaScript.${rest(way)}`;
  }
  const parts = gains.map((gain) => `${shortOf(gain)} (${factorWords(gain.factor)})`);
  const whole = `On this machine ${LANES[top.id].title} is ${factorWords(top.factor)} faster than plain JavaScript (${factorWords(top.low)} to ${factorWords(top.high)})`;
  return `${whole}: by ${listed(parts)}.${rest(way)}`;
}

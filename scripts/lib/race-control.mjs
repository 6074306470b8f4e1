/** A/A races: a lane against itself, again and again. How often does the verdict name a winner where there is none? */

import { setTimeout as pause } from 'node:timers/promises';
import { ToolError } from './run.mjs';

/** The lanes of `--control-races`, unless --engines names others: the headline's, one of each language. */
export const CONTROL_LANES = ['js-tuned', 'wasm-simd'];

/** More threads than this the page gives nobody. */
const MOST_THREADS = 8;
/** The page's own limit of one race. */
const TIME_CAP_MS = 20_000;

/**
 * One A/A race.
 * @typedef {object} ControlRace
 * @property {string} lane
 * @property {number} threads
 * @property {number} pairs
 * @property {number} ratio of the two contestants, which are the same lane in two fresh workers
 * @property {number} ciLow
 * @property {number} ciHigh
 * @property {'a-faster' | 'b-faster' | 'too-close-to-call'} verdict
 * @property {readonly string[]} badges
 */

/**
 * Runs the races on one page, one after the other; the lanes take turns.
 * @param {import('@playwright/test').Page} page ready
 * @param {object} plan
 * @param {number} plan.races how many
 * @param {readonly string[]} plan.lanes
 * @param {import('../../web/shared/params').Params} plan.params points and fit
 * @param {Readonly<Record<string, { threaded: boolean }>>} plan.known every lane there is (web/shared/lanes.ts)
 * @param {(a: readonly number[], b: readonly number[]) => any} plan.compare the page's own verdict (web/stats/verdict.ts)
 * @param {number} plan.timeoutMs for one race
 * @param {(status: string) => void} onProgress
 * @returns {Promise<{ races: readonly ControlRace[], sameAnswer: boolean }>}
 * @throws {ToolError} when a lane fails or a race does not end
 */
export async function controlRaces(page, { races, lanes, params, known, compare, timeoutMs }, onProgress) {
  const { distribution, n, d, k, seed, init, stop, tol, maxIter, empty, pairs, scope } = params;
  const cores = await page.evaluate(
    async (points) => {
      globalThis.lab = await globalThis.kmeansRace.lab();
      await globalThis.lab.generate(points);
      return navigator.hardwareConcurrency;
    },
    { distribution, n, d, k, seed },
  );
  const fit = { k, init, seed, stop, tol, maxIter, empty, start: null };
  const contestant = (id) => ({
    id,
    threads: known[id].threaded ? (params.threads === 'auto' ? Math.min(cores, MOST_THREADS) : params.threads) : 1,
    chooseThreads: known[id].threaded && params.threads === 'auto',
  });
  const done = [];
  let sameAnswer = true;
  for (let i = 0; i < races && sameAnswer; i++) {
    const lane = contestant(lanes[i % lanes.length]);
    onProgress(`A/A race ${i + 1} of ${races}: ${lane.id}`);
    const spec = { fit, contestants: [lane, lane], pairs, scope, timeCapMs: TIME_CAP_MS };
    const outcome = await oneRace(page, spec, timeoutMs);
    sameAnswer = outcome.sameAnswer;
    if (sameAnswer) done.push(judged(lane.id, outcome, compare));
  }
  return { races: done, sameAnswer };
}

async function oneRace(page, spec, timeoutMs) {
  const running = page.evaluate((asked) => globalThis.lab.race(asked), spec);
  running.catch(() => undefined);
  const stop = new AbortController();
  const late = pause(timeoutMs, null, { signal: stop.signal }).catch(() => null);
  const outcome = await Promise.race([running, late]).finally(() => stop.abort());
  if (outcome === null) throw new ToolError(`race: gave up after ${timeoutMs / 1000} s; --timeout sets another limit`);
  const [failure] = outcome.failures;
  if (failure) throw new ToolError(`race: ${failure.id} failed: ${failure.message}`);
  return outcome;
}

function judged(lane, { engines: [a, b], badges }, compare) {
  const { ratio, ciLow, ciHigh, verdict } = compare(a.samplesMs, b.samplesMs);
  return {
    lane,
    threads: a.threads,
    pairs: a.samplesMs.length,
    ratio,
    ciLow,
    ciHigh,
    verdict,
    badges,
  };
}

/**
 * The races for a terminal: how many had a winner, how many intervals left out 1, and those that had a winner.
 * @param {{ races: readonly ControlRace[], sameAnswer: boolean }} outcome
 * @returns {string}
 */
export function controlText({ races, sameAnswer }) {
  const isWon = ({ verdict }) => verdict !== 'too-close-to-call';
  const leavesOut = ({ ciLow, ciHigh }) => ciLow > 1 || ciHigh < 1;
  const lanes = [...new Set(races.map(({ lane }) => lane))];
  const times = (value) => value.toFixed(4);
  const line = ({ lane, ratio, ciLow, ciHigh, pairs, badges }, i) =>
    `- race ${i + 1}, ${lane}: ${times(ratio)} (${times(ciLow)} to ${times(ciHigh)}, ${pairs} pairs)${badges.length > 0 ? `; ${badges.join('; ')}` : ''}`;
  const won = races.flatMap((race, i) => (isWon(race) ? [line(race, i)] : []));
  return [
    ...(sameAnswer ? [] : ['same answer: NO: a lane gave two answers, so the races ended']),
    `${races.length} A/A races, ${won.length} with a winner where there is none`,
    ...lanes.map((lane) => {
      const own = races.filter((race) => race.lane === lane);
      return `${lane}: ${own.filter(isWon).length} of ${own.length} with a winner; the interval left out 1 in ${own.filter(leavesOut).length}`;
    }),
    'An interval of 95 % may leave out 1 in 5 of 100; a winner needs more, the whole interval beyond 3 %.',
    ...won,
  ].join('\n');
}

/** From which size on WebAssembly is faster than tuned JavaScript: arithmetic and sentences, no clock. */

import { median } from 'simple-statistics';
import { LANES, type LaneId } from '../shared/lanes';
import { compare } from './verdict';

/** The lane every other one is held against. */
export const BASELINE: LaneId = 'js-tuned';

/** Points, features and clusters of one fit. */
export interface CellSize {
  readonly n: number;
  readonly d: number;
  readonly k: number;
}

/** One lane's times in one cell. */
export interface CellLane {
  readonly id: LaneId;
  /** Threads the fit used. */
  readonly threads: number;
  /** Null where nothing was timed. */
  readonly medianMs: number | null;
  /** Milliseconds a call, in the order taken; the i-th samples of all lanes of a cell are of one round. */
  readonly samplesMs: readonly number[];
}

export type CellVerdict = 'js' | 'wasm' | 'close';

/** One WebAssembly lane against tuned JavaScript in one cell. */
export interface CellRatio {
  readonly id: LaneId;
  /** Time of tuned JavaScript over time of the lane: above 1 means that the lane is faster. */
  readonly ratio: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  readonly verdict: CellVerdict;
}

export interface CrossoverCell extends CellSize {
  readonly lanes: readonly CellLane[];
  /** Null where nothing was timed. */
  readonly winner: LaneId | 'too-close' | null;
  readonly ratios: readonly CellRatio[];
  /** Where the answers of the lanes part, in words; such a cell has no times. */
  readonly disagreement: string | null;
}

/** Where one lane passes tuned JavaScript for one k and d. */
export interface Crossover {
  readonly lane: LaneId;
  readonly k: number;
  readonly d: number;
  /** `from`: between two measured sizes. `always`, `never`: at all, at none of those measured. */
  readonly kind: 'from' | 'always' | 'never';
  /** Interpolated number of points, two figures; null unless `from`. */
  readonly n: number | null;
  /** Largest size at which the lane has not won (null for `always`), smallest from which it always does (null for `never`). */
  readonly low: number | null;
  readonly high: number | null;
  /** What holds at the sizes it does not win: JavaScript wins all of them, some of them, none of them. */
  readonly below: 'js' | 'mixed' | 'close' | null;
}

const VERDICTS = { 'a-faster': 'js', 'b-faster': 'wasm', 'too-close-to-call': 'close' } as const;

/**
 * Judges one cell. The winner is tuned JavaScript when it beats the WebAssembly lane of the smallest median, that lane
 * when it beats tuned JavaScript, and `too-close` otherwise (also with fewer than six rounds).
 */
export function judgeCell(size: CellSize, lanes: readonly Omit<CellLane, 'medianMs'>[]): CrossoverCell {
  const timed = lanes.map((lane): CellLane => {
    const { id, threads, samplesMs } = lane;
    return { id, threads, medianMs: samplesMs.length > 0 ? median([...samplesMs]) : null, samplesMs };
  });
  const js = timed.find((lane) => lane.id === BASELINE);
  const others = timed.filter((lane) => lane.id !== BASELINE && lane.medianMs !== null);
  if (!js || js.medianMs === null || others.length === 0) {
    return { ...size, lanes: timed, winner: null, ratios: [], disagreement: null };
  }
  const ratios = others.map(({ id, samplesMs }): CellRatio => {
    const { ratio, ciLow, ciHigh, verdict } = compare(js.samplesMs, samplesMs);
    return { id, ratio, ciLow, ciHigh, verdict: VERDICTS[verdict] };
  });
  const best = others.reduce((a, b) => (b.medianMs! < a.medianMs! ? b : a));
  const { verdict } = ratios.find(({ id }) => id === best.id)!;
  const winner = verdict === 'close' ? 'too-close' : verdict === 'js' ? BASELINE : best.id;
  return { ...size, lanes: timed, winner, ratios, disagreement: null };
}

/** A cell whose lanes gave different answers: no times, and where they part. */
export function voidCell(
  size: CellSize,
  lanes: readonly Pick<CellLane, 'id' | 'threads'>[],
  disagreement: string,
): CrossoverCell {
  const untimed = lanes.map(({ id, threads }): CellLane => ({ id, threads, medianMs: null, samplesMs: [] }));
  return { ...size, lanes: untimed, winner: null, ratios: [], disagreement };
}

/** One lane's ratios over the sizes of one k and d, smallest n first. */
export function laneCurve(
  cells: readonly CrossoverCell[],
  lane: LaneId,
  k: number,
  d: number,
): (CellRatio & { readonly n: number })[] {
  return cells
    .filter((cell) => cell.k === k && cell.d === d)
    .flatMap(({ n, ratios }) => ratios.filter(({ id }) => id === lane).map((ratio) => ({ ...ratio, n })))
    .sort((a, b) => a.n - b.n);
}

/**
 * Where a lane's curve passes tuned JavaScript for good: between the last size it does not win and the next one. The
 * place in between is where the logarithm of the ratio, taken as linear in the logarithm of n, is 0.
 *
 * @returns null where no size was timed
 */
export function findCrossover(cells: readonly CrossoverCell[], lane: LaneId, k: number, d: number): Crossover | null {
  const curve = laneCurve(cells, lane, k, d);
  if (curve.length === 0) return null;
  const last = curve.map(({ verdict }) => verdict !== 'wasm').lastIndexOf(true);
  const from = { lane, k, d, low: curve[last]?.n ?? null, high: curve[last + 1]?.n ?? null, below: below(curve) };
  if (last < 0) return { ...from, kind: 'always', n: null };
  if (last === curve.length - 1) return { ...from, kind: 'never', n: null };
  const [a, b] = [curve[last]!, curve[last + 1]!];
  const [y0, y1] = [Math.log(a.ratio), Math.log(b.ratio)];
  const t = y1 > y0 ? Math.min(1, Math.max(0, -y0 / (y1 - y0))) : 0;
  const rounded = Number((a.n * (b.n / a.n) ** t).toPrecision(2));
  return { ...from, kind: 'from', n: Math.min(b.n, Math.max(a.n, rounded)) };
}

function below(curve: readonly CellRatio[]): Crossover['below'] {
  const lost = curve.filter(({ verdict }) => verdict !== 'wasm');
  const toJs = lost.filter(({ verdict }) => verdict === 'js').length;
  if (lost.length === 0) return null;
  if (toJs === 0) return 'close';
  return toJs === lost.length ? 'js' : 'mixed';
}

/** The crossover of every WebAssembly lane, k and d that was timed. */
export function findCrossovers(cells: readonly CrossoverCell[]): Crossover[] {
  const lanes = new Set(cells.flatMap(({ ratios }) => ratios.map(({ id }) => id)));
  const shapes = new Map(cells.map(({ k, d }) => [`${k} ${d}`, { k, d }]));
  return [...lanes].flatMap((lane) =>
    [...shapes.values()]
      .sort((a, b) => a.d - b.d || a.k - b.k)
      .flatMap(({ k, d }) => findCrossover(cells, lane, k, d) ?? []),
  );
}

const whole = (n: number): string => n.toLocaleString('en-US');

/** What holds below a crossover. */
const BELOW = {
  js: 'below that JavaScript wins',
  mixed: 'below that JavaScript wins or it is too close to call',
  close: 'below that it is too close to call',
} as const;

/** One crossover as a sentence; `cells` say which sizes were measured. */
export function crossoverSentence(found: Crossover, cells: readonly CrossoverCell[]): string {
  const { lane, k, d, kind, n, low, high } = found;
  const name = LANES[lane].title;
  const at = `at k = ${k}, d = ${d}`;
  const sizes = laneCurve(cells, lane, k, d).map((point) => point.n);
  const measured =
    sizes.length === 1 ? `n = ${whole(sizes[0]!)}` : `from n = ${whole(sizes[0]!)} to ${whole(sizes.at(-1)!)}`;
  if (kind === 'always') {
    return `On this machine ${name} is faster than tuned JavaScript ${at} at every size measured, ${measured}.`;
  }
  if (kind === 'never') {
    const last = laneCurve(cells, lane, k, d).at(-1)!;
    if (sizes.length > 1 && found.below === 'js' && everyLost(cells, found)) {
      return `On this machine tuned JavaScript is faster than ${name} ${at} at every size measured, ${measured}.`;
    }
    const outcome = last.verdict === 'js' ? 'JavaScript wins' : 'it is too close to call';
    return `On this machine no size is known from which ${name} passes tuned JavaScript ${at}: at the largest measured, n = ${whole(last.n)}, ${outcome}.`;
  }
  const rest = found.below ? `; ${BELOW[found.below]}` : '';
  return `On this machine ${name} passes tuned JavaScript from n = ${whole(n!)} (between ${whole(low!)} and ${whole(high!)}) ${at}${rest}.`;
}

function everyLost(cells: readonly CrossoverCell[], { lane, k, d }: Crossover): boolean {
  return laneCurve(cells, lane, k, d).every(({ verdict }) => verdict === 'js');
}

/** Like with like first: one thread and the textbook algorithm, at a middling k. */
const SPOKEN_OF: readonly LaneId[] = ['wasm-simd', 'wasm', 'wasm-exact', 'wasm-threads', 'wasm-exact-threads'];

/** The sentence that stands on top: WebAssembly SIMD at k = 8, d = 2, or what comes nearest to it. Null without times. */
export function headlineSentence(cells: readonly CrossoverCell[]): string | null {
  const found = findCrossovers(cells);
  const rank = ({ lane, k, d }: Crossover): number =>
    SPOKEN_OF.indexOf(lane) * 100 + (k === 8 ? 0 : 10) + (d === 2 ? 0 : 1);
  const [first] = found.sort((a, b) => rank(a) - rank(b));
  return first ? crossoverSentence(first, cells) : null;
}

/**
 * One place where JavaScript wins: where it beats the best WebAssembly lane by most, else where it beats any lane by
 * most. Null where it wins nowhere.
 */
export function javascriptWins(cells: readonly CrossoverCell[]): string | null {
  const lost = cells.flatMap((cell) =>
    cell.ratios.filter(({ verdict }) => verdict === 'js').map((ratio) => ({ cell, ...ratio })),
  );
  const byMost = <T extends { ratio: number }>(list: readonly T[]): T | undefined =>
    [...list].sort((a, b) => a.ratio - b.ratio)[0];
  const outright = byMost(
    lost.filter(
      ({ cell, ratio }) => cell.winner === BASELINE && ratio === Math.max(...cell.ratios.map((r) => r.ratio)),
    ),
  );
  const found = outright ?? byMost(lost);
  if (!found) return null;
  const { n, k, d } = found.cell;
  const factor = (1 / found.ratio).toFixed(1);
  const [by, title] = [`${factor}x`, LANES[found.id].title];
  const where = `at n = ${whole(n)}, k = ${k}, d = ${d}`;
  return outright
    ? `JavaScript beats every WebAssembly lane ${where}: ${by} faster than ${title}, the best of them there.`
    : `JavaScript beats a WebAssembly lane ${where}: ${by} faster than ${title}.`;
}

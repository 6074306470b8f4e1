/** Which cell of the crossover to measure next: the budget goes where a winner changes. Pure. */

import { laneCurve, type CellSize, type CrossoverCell } from '../../stats/crossover';
import type { LaneId } from '../../shared/lanes';

export const KS = [8, 2, 32] as const;
export const DS = [2, 8] as const;
/** Sizes the first pass takes; between them n is halved down to neighbouring powers of two. */
export const COARSE_NS = [32, 512, 4096, 65_536] as const;
/**
 * Rounds of a cell, of one more visit to an undecided one, what an undecided cell gets before n is halved beside it (its
 * interval then bears three bad rounds on either side), and most in all.
 */
export const ROUNDS = { first: 7, more: 8, early: 15, most: 31 } as const;

/** Lanes by whose verdicts n is halved, the plain one first: its crossover is the one spoken of. */
const HALVED_BY: readonly LaneId[] = ['wasm-simd', 'wasm', 'wasm-exact', 'wasm-threads', 'wasm-exact-threads'];
/** Coarse sizes that are measured before anything else. */
const SMALL_N = 4096;
/** Parts of what is left of the budget that one visit may take: a coarse cell, a large one at first, one half-way, an early second. */
const SHARES = { coarse: 0.5, large: 0.06, halfway: 0.3, early: 0.05 } as const;
/** Larger sets need more iterations. */
const GROWTH = 1.2;

/** What was measured, and how long that took. */
export interface Measured {
  readonly cell: CrossoverCell;
  /** Milliseconds the cell took, warm-up and all, in its longest visit. */
  readonly costMs: number;
}

export interface Step extends CellSize {
  /** Rounds to add. */
  readonly rounds: number;
}

const same = (a: CellSize, b: CellSize): boolean => a.n === b.n && a.k === b.k && a.d === b.d;

/**
 * Milliseconds a cell will take, from the largest smaller one of the same k and d, or else the cheapest of the largest n
 * that is not larger: as many times as it has more points (never less than that one), and some more, as larger sets need more
 * iterations. 0 when nothing is known.
 */
export function estimateMs(size: CellSize, measured: readonly Measured[]): number {
  const smaller = measured.filter(({ cell }) => cell.n <= size.n);
  const alike = smaller.filter(({ cell }) => cell.k === size.k && cell.d === size.d);
  const [from] = [...(alike.length > 0 ? alike : smaller)].sort((a, b) => b.cell.n - a.cell.n || a.costMs - b.costMs);
  if (!from) return 0;
  // Small fits are repeated until a sample is long enough: only what a single call takes grows with n.
  const callMs = from.cell.lanes.reduce((sum, { medianMs }) => sum + (medianMs ?? 0), 0) * (ROUNDS.first + 3);
  return Math.max(from.costMs, callMs * (size.n / from.cell.n) * GROWTH);
}

/** Every cell of the first pass, small ones first. */
export function coarseCells(): CellSize[] {
  return COARSE_NS.flatMap((n) => DS.flatMap((d) => KS.map((k) => ({ n, d, k }))));
}

/** Cells half-way (in powers of two) between neighbours of which a lane wins one and not the other. */
export function halfwayCells(measured: readonly Measured[]): CellSize[] {
  const cells = measured.map(({ cell }) => cell);
  const found: CellSize[] = [];
  for (const lane of HALVED_BY) {
    for (const d of DS) {
      for (const k of KS) {
        const curve = laneCurve(cells, lane, k, d);
        curve.slice(1).forEach((high, i) => {
          const low = curve[i]!;
          if ((low.verdict === 'wasm') === (high.verdict === 'wasm') || high.n / low.n <= 2) return;
          const n = 2 ** Math.floor((Math.log2(low.n) + Math.log2(high.n)) / 2);
          if (!found.some((other) => same(other, { n, d, k }))) found.push({ n, d, k });
        });
      }
    }
  }
  return found;
}

/** Cells in which some lane is too close to call and more rounds may help, the least measured first. */
function undecided(measured: readonly Measured[], most: number): Step[] {
  const roundsOf = ({ cell }: Measured): number => cell.lanes[0]?.samplesMs.length ?? 0;
  return measured
    .filter((one) => one.cell.ratios.some(({ verdict }) => verdict === 'close') && roundsOf(one) < most)
    .sort((a, b) => roundsOf(a) - roundsOf(b) || a.costMs - b.costMs)
    .map((one) => ({ ...sizeOf(one.cell), rounds: Math.min(ROUNDS.more, most - roundsOf(one)) }));
}

function sizeOf({ n, d, k }: CellSize): CellSize {
  return { n, d, k };
}

/**
 * The next thing to measure, or null when nothing is left that fits the budget: the coarse grid, its largest size where
 * that is cheap; second visits to undecided cells that are cheap; halving; the large cells left out before; more rounds in undecided cells;
 * whatever still fits.
 *
 * @param leftMs Milliseconds of the budget that are left
 */
export function nextStep(measured: readonly Measured[], leftMs: number): Step | null {
  if (leftMs <= 0) return null;
  const first = (steps: readonly Step[], share: number): Step | undefined =>
    steps.find((step) => estimateMs(step, measured) <= share * leftMs);
  const fresh = (cells: readonly CellSize[]): Step[] => cells.map((size) => ({ ...size, rounds: ROUNDS.first }));
  const missing = fresh(coarseCells().filter((size) => !measured.some(({ cell }) => same(cell, size))));
  return (
    first(
      missing.filter(({ n }) => n <= SMALL_N),
      SHARES.coarse,
    ) ??
    first(missing, SHARES.large) ??
    first(undecided(measured, ROUNDS.early), SHARES.early) ??
    first(fresh(halfwayCells(measured)), SHARES.halfway) ??
    first(missing, SHARES.coarse) ??
    first(undecided(measured, ROUNDS.most), 1) ??
    first(missing, 1) ??
    null
  );
}

/**
 * The table of a report on k-means with Python's multiprocessing: N x k x processes, stopping when fewer than 1 % of the
 * labels change. Here with threads of WebAssembly, textbook Lloyd, on blobs of two features.
 */

import { now } from '../../platform/clock';
import type { FitParams } from '../../shared/types';
import type { SpeedUp } from '../../stats/scaling';
import { threadRace, type ThreadRace, type ThreadsHost } from './thread-race';
import type { ExperimentHooks, ExperimentInput } from './types';

export const REPORT_NS = [10_000, 100_000, 1_000_000] as const;
export const REPORT_KS = [10, 20, 40] as const;
export const REPORT_THREADS = [1, 2, 4, 8, 16] as const;
const D = 2;
const FRACTION = 0.01;
/** Enough for an interval of 95 %. */
const PAIRS = 7;
/** No round starts after this many milliseconds of one row. */
const ROW_CAP_MS = 120_000;
/** Fits of a contestant in one row beside the rounds: the first, the trace, warm-up and the split. */
const OTHER_FITS = 4;

export interface ReportCell {
  readonly threads: number;
  readonly medianMs: number;
  /** Over the program without threads. */
  readonly speedUp: SpeedUp;
  readonly samplesMs: readonly number[];
  /** Whether the browser reports fewer processors than that. */
  readonly moreThanCores: boolean;
}

/** One N and k. */
export interface ReportRow {
  readonly n: number;
  readonly k: number;
  readonly iterations: number;
  /** Null where nothing was timed: the answers differed, or the program without threads failed. */
  readonly serialMs: number | null;
  readonly serialSamplesMs: readonly number[];
  /** One a thread count that ran. */
  readonly cells: readonly ReportCell[];
  readonly sameAnswer: boolean;
  readonly notes: readonly string[];
}

export interface ReportTable {
  readonly stop: 'fraction';
  readonly fraction: number;
  readonly cores: number;
  readonly rows: readonly ReportRow[];
}

interface Size {
  readonly n: number;
  readonly k: number;
}

/** The rows in the order they are measured, the small ones first. */
export function reportSizes(): Size[] {
  return REPORT_NS.flatMap((n) => REPORT_KS.map((k) => ({ n, k })));
}

/**
 * Milliseconds that the rows still to come will take: what does not grow with the row as in the last one, and the fits
 * by n times k.
 *
 * @param lastMs Milliseconds the last row took in all
 */
export function leftMs(last: ReportRow, lastMs: number, coming: readonly Size[]): number {
  const aFit = (last.serialMs ?? 0) + last.cells.reduce((sum, { medianMs }) => sum + medianMs, 0);
  const fits = aFit * (PAIRS + OTHER_FITS);
  const fixed = Math.max(0, lastMs - fits);
  return coming.reduce((sum, { n, k }) => sum + fixed + (fits * n * k) / (last.n * last.k), 0);
}

function rowOf(found: ThreadRace, cores: number): ReportRow {
  const { n, k, iterations, serialMs, serialSamplesMs, sameAnswer, notes, rows } = found;
  const cells = rows.map(({ threads, medianMs, overSerial, samplesMs }): ReportCell => {
    return { threads, medianMs, speedUp: overSerial, samplesMs, moreThanCores: threads > cores };
  });
  return { n, k, iterations, serialMs, serialSamplesMs, cells, sameAnswer, notes };
}

function minutes(ms: number): string {
  return ms < 90_000
    ? `about ${Math.max(1, Math.round(ms / 1000))} s left`
    : `about ${Math.round(ms / 60_000)} min left`;
}

/**
 * Measures the table row by row; each row is told as soon as it stands.
 *
 * @throws AbortError when the signal fires
 */
export async function reportTable(
  host: ThreadsHost,
  input: ExperimentInput,
  hooks: ExperimentHooks<ReportTable>,
  signal: AbortSignal,
): Promise<ReportTable> {
  const sizes = reportSizes();
  let table: ReportTable = { stop: 'fraction', fraction: FRACTION, cores: input.cores, rows: [] };
  let left = '';
  for (const [done, { n, k }] of sizes.entries()) {
    const what = `N = ${n.toLocaleString('en-US')}, k = ${k}, row ${done + 1} of ${sizes.length}${left}`;
    const told = (text: string): void => {
      hooks.onProgress({ text: `${what}: ${text}`, done, total: sizes.length });
    };
    told('making the points');
    const began = now();
    const { seed, maxIter, empty } = input.fit;
    const fit: FitParams = { k, init: 'k-means++', start: null, seed, stop: 'fraction', tol: FRACTION, maxIter, empty };
    const dataset = await host.points({ distribution: 'blobs', n, d: D, k, seed }, signal);
    const race = { dataset, fit, scope: 'fit', pairs: PAIRS, counts: REPORT_THREADS, timeCapMs: ROW_CAP_MS } as const;
    const row = rowOf(await threadRace(host, { ...race, algorithm: 'lloyd' }, told, signal), input.cores);
    table = { ...table, rows: [...table.rows, row] };
    left = `, ${minutes(leftMs(row, now() - began, sizes.slice(done + 1)))}`;
    hooks.onPartial?.(table);
  }
  return table;
}

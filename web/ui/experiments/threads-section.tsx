import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { REPORT_THREADS, reportTable, type ReportRow, type ReportTable } from '../../bench/experiments/report-table';
import {
  emptyResult,
  noThreads,
  pageHost,
  SIZES_SHAPE,
  threads,
  type ScalingTable,
  type SizeRow,
  type ThreadsResult,
} from '../../bench/experiments/threads';
import type { Experiment } from '../../bench/experiments/types';
import { scalingChart } from '../../charts/scaling';
import { LANES } from '../../shared/lanes';
import { amdahlSpeedUp, type SpeedUp } from '../../stats/scaling';
import { ChartCanvas } from '../chart-canvas';
import { count, ms, times, whole } from '../format';
import * as store from '../store';
import { ExperimentSection } from './section';
import { experimentState } from './state';

/** Whether the next run measures the report's table in place of the study. */
const wantsReport = signal(false);
/** The last result, so that each of the two runs keeps what the other found. */
let kept: ThreadsResult | null = null;

/** The study, or the report's table: one experiment, as one thing is measured at a time. */
const measure: Experiment<ThreadsResult> = async (input, hooks, signal) => {
  const base = kept ?? emptyResult(input);
  const tell = (result: ThreadsResult): void => {
    kept = result;
    hooks.onPartial?.(result);
  };
  if (wantsReport.value) {
    tell(base);
    const told = { ...hooks, onPartial: (report: ReportTable) => tell({ ...base, report }) };
    await reportTable(pageHost, input, told, signal);
    return kept ?? base;
  }
  const told = { ...hooks, onPartial: (now: ThreadsResult) => tell({ ...now, report: base.report }) };
  kept = { ...(await threads(input, told, signal)), report: base.report };
  return kept;
};

/** What the page knows of the thread study. */
export const threadsState = experimentState('threads', measure);

function run(report: boolean): void {
  wantsReport.value = report;
  void threadsState.run().finally(() => {
    wantsReport.value = false;
  });
}

/** Fewer pairs than this give no interval of 95 %. */
const LEAST_PAIRS = 6;

function factor({ ratio, ciLow, ciHigh, pairs }: SpeedUp): string {
  if (pairs < LEAST_PAIRS) return `${times(ratio, 1)} (${count(pairs, 'pair')}: no interval)`;
  return `${times(ratio, 2)} (${ciLow.toFixed(2)} to ${ciHigh.toFixed(2)})`;
}

function ScalingRows({ table }: { readonly table: ScalingTable }) {
  const name = table.algorithm === 'exact' ? 'Exact algorithm' : 'Textbook Lloyd';
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={`${name} by threads`}>
      <table>
        <caption>
          {name}: {count(table.n, 'point')}, k = {table.k}, d = {table.d}; speed-ups with their 95 % intervals
        </caption>
        <thead>
          <tr>
            <th scope="col">program</th>
            <th scope="col">median ms</th>
            <th scope="col">over the program without threads</th>
            <th scope="col">over one thread</th>
            <th scope="col" title="Speed-up over one thread, a thread">
              efficiency
            </th>
            <th scope="col" title="Karp and Flatt, 1990: the part of the work that did not get faster">
              serial fraction
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">without threads</th>
            <td>{ms(table.serialMs ?? NaN)}</td>
            <td>1</td>
            <td>-</td>
            <td>-</td>
            <td>-</td>
          </tr>
          {table.rows.map(({ threads: used, medianMs, overSerial, overOne, efficiency, karpFlatt }) => (
            <tr key={used}>
              <th scope="row">{count(used, 'thread')}</th>
              <td>{ms(medianMs)}</td>
              <td>{factor(overSerial)}</td>
              <td>{overOne && used > 1 ? factor(overOne) : '1'}</td>
              <td>{efficiency === null ? '-' : `${(100 * efficiency).toFixed(0)} %`}</td>
              <td>{karpFlatt === null ? '-' : karpFlatt.toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function amdahlWords({ algorithm, amdahl, sameAnswer, notes, rows }: ScalingTable): string {
  const name = algorithm === 'exact' ? 'Exact algorithm' : 'Textbook Lloyd';
  if (!sameAnswer) return `${name}: the answers differ, so there are no times.`;
  if (!amdahl) return `${name}: ${notes.join('; ') || 'too few thread counts for a law'}.`;
  if (amdahl.serial === 1) {
    return `${name}: more threads bring nothing here, so Amdahl's law fits with all of the work serial.`;
  }
  const limit =
    amdahl.limit === null
      ? 'so it sets no limit'
      : `so no number of threads would be more than ${times(amdahl.limit, amdahl.limit < 10 ? 1 : 0)} as fast as one`;
  const few = rows.length < 3 ? ' Two thread counts fix the law without testing it.' : '';
  return `${name}: Amdahl's law fits with ${(100 * amdahl.serial).toFixed(1)} % of the work serial, ${limit}.${few}`;
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <details class="fold">
      <summary>What to know before believing these times</summary>
      <ul class="small">
        {[...new Set(notes)].map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}

function Scaling({ tables }: { readonly tables: readonly ScalingTable[] }) {
  const most = Math.max(2, ...tables.flatMap(({ rows }) => rows.map((row) => row.threads)));
  const chart = useMemo(
    () =>
      scalingChart(
        tables.map(({ algorithm, rows, amdahl }) => ({
          title: algorithm === 'exact' ? 'exact' : 'textbook',
          measured: rows.flatMap(({ threads: x, overOne }) => (overOne ? [{ x, y: overOne.ratio }] : [])),
          fitted: amdahl
            ? Array.from({ length: most }, (_, i) => ({ x: i + 1, y: amdahlSpeedUp(amdahl.serial, i + 1) }))
            : [],
        })),
        most,
      ),
    [tables, most],
  );
  if (tables.length === 0) return null;
  return (
    <div class="threads-part">
      {tables.map((table) => (
        <ScalingRows key={table.algorithm} table={table} />
      ))}
      <ChartCanvas
        configuration={chart}
        height={320}
        description="Speed-up over one thread by number of threads, with the ideal line and Amdahl's law. The tables above hold the same numbers."
      />
      {tables.map((table) => (
        <p key={table.algorithm}>{amdahlWords(table)}</p>
      ))}
      <Notes notes={tables.flatMap(({ notes }) => notes)} />
    </div>
  );
}

function Sizes({ rows, note }: { readonly rows: readonly SizeRow[]; readonly note: string | null }) {
  if (rows.length === 0) return null;
  return (
    <div class="threads-part">
      <h3>By number of samples</h3>
      <p class="quiet">
        The table that pages on Rust's Rayon publish, measured here: one textbook fit in ms on {SIZES_SHAPE.k} blobs of{' '}
        {SIZES_SHAPE.d} features, k = {SIZES_SHAPE.k}, without threads and with the number of threads that was fastest.
      </p>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Threads by number of samples">
        <table>
          <caption>Speed-ups over the program without threads, with their 95 % intervals</caption>
          <thead>
            <tr>
              <th scope="col">samples</th>
              <th scope="col">serial, ms</th>
              <th scope="col">one thread, ms</th>
              <th scope="col">best threads</th>
              <th scope="col">best time, ms</th>
              <th scope="col">best speed-up</th>
              <th scope="col">all-threads speed-up</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.n}>
                <th scope="row">{whole(row.n)}</th>
                <td>{ms(row.serialMs)}</td>
                <td>{ms(row.oneMs ?? NaN)}</td>
                <td>{row.bestThreads}</td>
                <td>{ms(row.bestMs)}</td>
                <td>{factor(row.bestSpeedUp)}</td>
                <td>{`${factor(row.allSpeedUp)} on ${row.allThreads}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {note !== null && <p class="small">{note}</p>}
    </div>
  );
}

function ReportCells({ row, cores }: { readonly row: ReportRow; readonly cores: number }) {
  if (!row.sameAnswer) return <td colSpan={REPORT_THREADS.length}>the answers differ, so there are no times</td>;
  return (
    <>
      {REPORT_THREADS.map((used) => {
        const cell = row.cells.find((each) => each.threads === used);
        return (
          <td key={used} class={used > cores ? 'beyond-cores' : undefined}>
            {cell ? `${times(cell.speedUp.ratio, 2)}, ${ms(cell.medianMs)} ms` : 'did not start'}
          </td>
        );
      })}
    </>
  );
}

function Report({ table }: { readonly table: ReportTable }) {
  const { cores, rows } = table;
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Threads by N and k">
      <table>
        <caption>
          Speed-up over the program without threads, and median ms a fit, stopping below 1 % of labels changed
        </caption>
        <thead>
          <tr>
            <th scope="col">N</th>
            <th scope="col">k</th>
            <th scope="col">iterations</th>
            <th scope="col">serial, ms</th>
            {REPORT_THREADS.map((used) => (
              <th key={used} scope="col">
                {count(used, 'thread')}
                {used > cores && ' (more threads than cores)'}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.n} ${row.k}`}>
              <td>{whole(row.n)}</td>
              <td>{row.k}</td>
              <td>{row.iterations}</td>
              <td>{ms(row.serialMs ?? NaN)}</td>
              <ReportCells row={row} cores={cores} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ReportPart({ table }: { readonly table: ReportTable | null }) {
  return (
    <div class="threads-part">
      <h3>By N, k and threads</h3>
      <p class="quiet">
        The table of a report on k-means with Python's multiprocessing, measured here with its rule, stopping when fewer
        than 1 % of the labels change: {LANES['wasm-threads'].title} on two-dimensional blobs, ms a fit; counts above
        the {store.features.hardwareConcurrency} processors this browser reports are run all the same.
      </p>
      <p>
        <button
          type="button"
          class="button"
          disabled={store.busy.value}
          onClick={() => {
            run(true);
          }}
        >
          Measure that table ({REPORT_ESTIMATE})
        </button>
      </p>
      {table && <Report table={table} />}
    </div>
  );
}

/** On two processors; the progress line has the estimate for this machine after the first row. */
const REPORT_ESTIMATE = 'about 2 min';

/** What threads bring here. */
export function ThreadsSection() {
  const { budget, n, k, d } = store.params.value;
  const rows = store.dataset.value?.n ?? n;
  const available = Object.values(LANES).flatMap(({ id }) => (store.availability[id].available ? [id] : []));
  const reason = noThreads(available, store.features.hardwareConcurrency);
  const result = threadsState.result.value;
  return (
    <>
      <ExperimentSection
        state={threadsState}
        title="Threads"
        lead={
          reason ??
          `How much faster one fit gets with more threads, in ms and as a factor: on the points above (${count(rows, 'point')}, k = ${k}, d = ${store.dataset.value?.d ?? d}), for the textbook and the exact algorithm, each against the same program built without threads and against itself on one thread.`
        }
        action="Measure threads"
        estimate={`about ${budget + 10} s`}
      >
        {({ reason: why, scaling, sizes, sizesNote }) => (
          <>
            {why !== null && <p>{why}</p>}
            <Scaling tables={scaling} />
            <Sizes rows={sizes} note={sizesNote} />
          </>
        )}
      </ExperimentSection>
      {reason === null && <ReportPart table={result?.report ?? null} />}
    </>
  );
}

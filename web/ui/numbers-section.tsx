import type { EngineResult } from '../shared/result';
import { figure, ms, shortHash, whole } from './format';
import * as store from './store';
import { comparisonWords } from './words';

function score(value: number | null): string {
  return value === null ? '-' : value.toFixed(4);
}

interface Column {
  readonly head: string;
  readonly hint?: string;
  readonly cell: (engine: EngineResult) => string;
  readonly hash?: boolean;
}

const COLUMNS: readonly Column[] = [
  { head: 'threads', cell: (engine) => String(engine.threads) },
  { head: 'median ms', cell: (engine) => ms(engine.medianMs) },
  { head: 'MAD ms', hint: 'Median absolute deviation from the median', cell: (engine) => ms(engine.madMs) },
  { head: 'samples', cell: (engine) => String(engine.samplesMs.length) },
  { head: 'cold ms', hint: 'First call in a fresh worker', cell: (engine) => ms(engine.coldMs) },
  { head: 'iterations', cell: (engine) => `${whole(engine.iterations)}${engine.converged ? '' : ' (cap)'}` },
  { head: 'inertia', cell: (engine) => figure(engine.inertia) },
  { head: 'ARI', hint: 'Adjusted Rand index against the true labels', cell: (engine) => score(engine.ari) },
  { head: 'NMI', hint: 'Normalised mutual information with the true labels', cell: (engine) => score(engine.nmi) },
  { head: 'labels hash', hint: 'Start of the SHA-256', cell: (engine) => shortHash(engine.labelsSha256), hash: true },
  {
    head: 'centroids hash',
    hint: 'Start of the SHA-256',
    cell: (engine) => shortHash(engine.centroidsSha256),
    hash: true,
  },
];

function LanesTable() {
  const rows = store.lanes.value.flatMap(({ title, result }) => (result ? [{ title, result }] : []));
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Numbers of each lane">
      <table>
        <caption>Each lane: times a fit, and what it computed</caption>
        <thead>
          <tr>
            <th scope="col">lane</th>
            {COLUMNS.map(({ head, hint }) => (
              <th key={head} scope="col" title={hint}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, result }, index) => (
            <tr key={index}>
              <th scope="row">{title}</th>
              {COLUMNS.map(({ head, cell, hash }) => (
                <td key={head} class={hash ? 'hash' : undefined}>
                  {cell(result)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PairsTable() {
  const comparisons = store.finished.value?.result.comparisons ?? [];
  if (comparisons.length === 0) return null;
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Every pair of lanes">
      <table>
        <caption>Each pair: time of the first over time of the second, with its 95 % interval</caption>
        <thead>
          <tr>
            <th scope="col">pair</th>
            <th scope="col">ratio</th>
            <th scope="col">interval</th>
            <th scope="col" class="text-cell">
              verdict
            </th>
          </tr>
        </thead>
        <tbody>
          {comparisons.map(comparisonWords).map(({ pair, ratio, interval, verdict }, index) => (
            <tr key={index}>
              <th scope="row">{pair}</th>
              <td>{ratio}</td>
              <td>{interval}</td>
              <td class="text-cell">{verdict}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** All the numbers as plain tables: what the charts show, for reading, copying and screen readers. */
export function NumbersSection() {
  return (
    <section class="section">
      <h2>The numbers</h2>
      <LanesTable />
      <PairsTable />
    </section>
  );
}

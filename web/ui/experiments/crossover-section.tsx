import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { crossover, type CrossoverResult } from '../../bench/experiments/crossover';
import { DS, KS } from '../../bench/experiments/crossover-plan';
import { timesChart } from '../../charts/crossover';
import { heatField } from '../../charts/heat';
import { LANES, type LaneId } from '../../shared/lanes';
import type { CellRatio, Crossover, CrossoverCell } from '../../stats/crossover';
import { ChartCanvas } from '../chart-canvas';
import { count, ms, times, whole } from '../format';
import * as store from '../store';
import { ExperimentSection } from './section';
import { experimentState } from './state';

/** What the page knows of the crossover. */
export const crossoverState = experimentState('crossover', crossover);

const SORTED_KS = [...KS].sort((a, b) => a - b);

interface Shape {
  readonly k: number;
  readonly d: number;
}

interface SwitchProps {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** One of a few numbers. */
function Switch({ name, unit, values, value, onChange }: SwitchProps) {
  return (
    <div class="crossover-switch" role="group" aria-label={`${unit} shown`}>
      {values.map((each) => (
        <button
          key={each}
          type="button"
          class="button"
          aria-pressed={each === value}
          onClick={() => {
            onChange(each);
          }}
        >
          {name} = {each}
        </button>
      ))}
    </div>
  );
}

const WORDS = { js: 'JS', wasm: 'Wasm', close: 'even' } as const;

function HeatCell({ cell, ratio }: { readonly cell: CrossoverCell; readonly ratio: CellRatio | undefined }) {
  if (cell.disagreement !== null) return <td title={cell.disagreement}>answers differ</td>;
  if (!ratio) return <td>-</td>;
  const { verdict, ratio: factor, ciLow, ciHigh } = ratio;
  const faster = verdict === 'js' ? 1 / factor : factor;
  const field = heatField(verdict === 'close' ? null : verdict, faster);
  const interval = `JavaScript's time is ${ciLow.toFixed(2)} to ${ciHigh.toFixed(2)} times the lane's`;
  return (
    <td style={{ background: field }} title={interval}>
      <span class="heat-word">{WORDS[verdict]}</span> {verdict === 'close' ? '' : times(faster, faster < 10 ? 1 : 0)}
    </td>
  );
}

function lanesOf(cells: readonly CrossoverCell[]): LaneId[] {
  return [...new Set(cells.flatMap(({ lanes }) => lanes.map(({ id }) => id)))];
}

function SizesHead({ cells }: { readonly cells: readonly CrossoverCell[] }) {
  return (
    <thead>
      <tr>
        <th scope="col">n, points</th>
        {cells.map(({ n }) => (
          <th key={n} scope="col">
            {whole(n)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function HeatTable({ cells, k, d }: Shape & { readonly cells: readonly CrossoverCell[] }) {
  const lanes = lanesOf(cells).filter((id) => LANES[id].language === 'wasm');
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Who wins at which size">
      <table class="heat">
        <caption>
          Against tuned JavaScript at k = {k}, d = {d}
        </caption>
        <SizesHead cells={cells} />
        <tbody>
          {lanes.map((id) => (
            <tr key={id}>
              <th scope="row">{LANES[id].title}</th>
              {cells.map((cell) => (
                <HeatCell key={cell.n} cell={cell} ratio={cell.ratios.find((ratio) => ratio.id === id)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TimesTable({ cells, k, d }: Shape & { readonly cells: readonly CrossoverCell[] }) {
  return (
    <details class="fold">
      <summary>Times as a table</summary>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Times by size">
        <table>
          <caption>
            Median milliseconds a call at k = {k}, d = {d}: copy in, fit and copy out
          </caption>
          <SizesHead cells={cells} />
          <tbody>
            {lanesOf(cells).map((id) => (
              <tr key={id}>
                <th scope="row">{LANES[id].title}</th>
                {cells.map(({ n, lanes }) => (
                  <td key={n}>{ms(lanes.find((lane) => lane.id === id)?.medianMs ?? NaN)}</td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">timed pairs</th>
              {cells.map(({ n, lanes }) => (
                <td key={n}>{lanes[0]?.samplesMs.length ?? 0}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </details>
  );
}

function place({ kind, n, low, high, below }: Crossover): string {
  if (kind === 'always') return 'every size measured';
  if (kind === 'never') return below === 'js' ? 'none: JavaScript wins' : 'none found';
  return `${whole(n ?? 0)} (${whole(low ?? 0)} to ${whole(high ?? 0)})`;
}

function CrossoversTable({ crossovers }: { readonly crossovers: readonly Crossover[] }) {
  const shapes = DS.flatMap((d) => SORTED_KS.map((k): Shape => ({ k, d })));
  const lanes = [...new Set(crossovers.map(({ lane }) => lane))];
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Crossovers">
      <table>
        <caption>Crossovers: n, and the sizes around it</caption>
        <thead>
          <tr>
            <th scope="col">lane</th>
            {shapes.map(({ k, d }) => (
              <th key={`${k} ${d}`} scope="col">
                k = {k}, d = {d}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane) => (
            <tr key={lane}>
              <th scope="row">{LANES[lane].title}</th>
              {shapes.map(({ k, d }) => {
                const found = crossovers.find((each) => each.lane === lane && each.k === k && each.d === d);
                return <td key={`${k} ${d}`}>{found ? place(found) : '-'}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Result({ result }: { readonly result: CrossoverResult }) {
  const k = useSignal(8);
  const d = useSignal(2);
  const { cells, crossovers, failures } = result;
  const shown = useMemo(
    () => cells.filter((cell) => cell.k === k.value && cell.d === d.value),
    [cells, k.value, d.value],
  );
  const chart = useMemo(() => {
    const lines = lanesOf(shown).map((id) => ({
      title: LANES[id].title,
      language: LANES[id].language,
      points: shown.flatMap(({ n, lanes }) => {
        const time = lanes.find((lane) => lane.id === id)?.medianMs;
        return time ? [{ x: n, y: time }] : [];
      }),
    }));
    return timesChart(lines);
  }, [shown]);
  const shape = { k: k.value, d: d.value };
  return (
    <>
      <p class="crossover-sentence">{result.sentence ?? 'No cell has been timed yet.'}</p>
      <p>{result.javascriptWins ?? `JavaScript wins in none of the ${count(cells.length, 'cell')} measured.`}</p>
      {failures.map(({ id, message }) => (
        <p key={id}>
          {LANES[id].title} failed and is left out: {message}
        </p>
      ))}
      <div class="crossover-switches">
        <Switch name="k" unit="Clusters" values={SORTED_KS} value={k.value} onChange={(to) => (k.value = to)} />
        <Switch name="d" unit="Features" values={DS} value={d.value} onChange={(to) => (d.value = to)} />
      </div>
      <p class="small quiet">
        Each WebAssembly lane against tuned JavaScript: who is faster and how many times, by the median of the paired
        ratios; even means too close to call.
      </p>
      <HeatTable cells={shown} {...shape} />
      <ChartCanvas
        configuration={chart}
        height={340}
        description={`Milliseconds a call against the number of points at k = ${shape.k}, d = ${shape.d}, one line a lane, both axes logarithmic. The table of times holds the same numbers.`}
      />
      <TimesTable cells={shown} {...shape} />
      <p class="small quiet">
        The number of points from which each lane is faster than tuned JavaScript: interpolated, and in brackets the two
        measured sizes around it.
      </p>
      <CrossoversTable crossovers={crossovers} />
    </>
  );
}

/** From which number of points on WebAssembly is faster here. */
export function CrossoverSection() {
  const { budget } = store.params.value;
  return (
    <ExperimentSection
      state={crossoverState}
      title="Your crossover"
      lead="From how many points on WebAssembly is faster than tuned JavaScript on this machine: 16 Gaussian blobs, 32 to 65,536 points, several numbers of clusters (k) and features (d); every time, in ms, is of a whole call as a program makes it: copy in, fit and copy out."
      action="Find it"
      estimate={`about ${budget + 5} s`}
    >
      {(result) => <Result result={result} />}
    </ExperimentSection>
  );
}

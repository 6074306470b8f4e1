import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { sweepExperiment, type SweepResult } from '../../bench/experiments/sweep';
import { byKChart } from '../../charts/elbow';
import { stripsChart } from '../../charts/strips';
import { LANES, type LaneId } from '../../shared/lanes';
import type { Hints, ScoredK } from '../../stats/quality';
import type { TaskTimes } from '../../stats/sweep';
import { set } from '../actions';
import { ChartCanvas } from '../chart-canvas';
import { NumberField } from '../fields';
import { figure, ms, whole } from '../format';
import { rangeOf } from '../ranges';
import * as store from '../store';
import { ExperimentSection } from './section';
import { experimentState } from './state';
import { factorWords, gainSentence, hintSentence, taskName } from './sweep-sentences';

/** What the page knows of the sweep. */
export const sweepState = experimentState<SweepResult>('sweep', sweepExperiment);

type View = 'single' | 'sweep';
/** Which of the two the picture of the times shows. */
const view = signal<View>('sweep');

/** CSS pixels a row of the times takes, and the axis under them. */
const ROW = 52;
const AXIS = 64;

interface Score {
  readonly title: string;
  readonly value: (row: ScoredK) => number | null;
  readonly marked: (hints: Hints) => number | null;
  readonly better: string;
}

const SCORES: readonly Score[] = [
  {
    title: 'inertia',
    value: (row) => row.inertia,
    marked: () => null,
    better: 'falls with every k; look for the bend',
  },
  {
    title: 'silhouette',
    value: (row) => row.silhouette,
    marked: (hints) => hints.silhouette,
    better: 'higher is better',
  },
  {
    title: 'Davies-Bouldin',
    value: (row) => row.daviesBouldin,
    marked: (hints) => hints.daviesBouldin,
    better: 'lower is better',
  },
  {
    title: 'Calinski-Harabasz',
    value: (row) => row.calinskiHarabasz,
    marked: (hints) => hints.calinskiHarabasz,
    better: 'higher is better',
  },
];

function Controls() {
  return (
    <div class="sweep-controls">
      <NumberField
        label="Largest k of the sweep"
        value={store.params.value.kMax}
        {...rangeOf('kMax')}
        disabled={store.busy.value}
        hint="K of k = 1 to K"
        onCommit={(kMax) => {
          set({ kMax });
        }}
      />
    </div>
  );
}

function ViewSwitch({ result }: { result: SweepResult }) {
  const options: readonly { value: View; label: string }[] = [
    { value: 'single', label: `a single k (${result.k})` },
    { value: 'sweep', label: `k = 1 to ${result.kMax}` },
  ];
  return (
    <fieldset class="sweep-switch">
      <legend>Times of</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name="sweep-view"
            checked={view.value === value}
            onChange={() => {
              view.value = value;
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function TimesPicture({ result }: { result: SweepResult }) {
  const shown = view.value;
  const tasks = result.times.filter(({ task }) => (task === 'single') === (shown === 'single'));
  const what = shown === 'single' ? `one fit of k = ${result.k}` : `all fits of k = 1 to ${result.kMax}`;
  const configuration = useMemo(
    () =>
      stripsChart(
        tasks.map((task) => ({
          title: taskName(task),
          language: LANES[task.lane as LaneId].language,
          dots: task.samplesMs.map((value, i) => ({ value, across: (i + 0.5) / task.samplesMs.length - 0.5 })),
          median: task.medianMs,
        })),
        `ms for ${what}`,
        true,
      ),
    [result, shown],
  );
  return (
    <ChartCanvas
      configuration={configuration}
      height={tasks.length * ROW + AXIS}
      description={`Milliseconds of each lane for ${what}, every sample a dot. The table below has the medians.`}
    />
  );
}

function cells(task: TaskTimes | undefined): readonly [string, string] {
  return task ? [ms(task.medianMs), task.against ? factorWords(task.against) : '-'] : ['-', '-'];
}

function TimesTable({ result }: { result: SweepResult }) {
  const { times, k, kMax } = result;
  const piles = times.filter(({ task }) => task !== 'single');
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Times of one fit and of the sweep">
      <table>
        <caption>Median times, and how many times as fast as tuned JavaScript with its 95 % interval</caption>
        <thead>
          <tr>
            <th scope="col">lane</th>
            <th scope="col">one fit, k = {k}: ms</th>
            <th scope="col">over tuned JavaScript</th>
            <th scope="col">k = 1 to {kMax}: ms</th>
            <th scope="col">over tuned JavaScript</th>
          </tr>
        </thead>
        <tbody>
          {piles.map((pile) => {
            const single = times.find(({ lane, task }) => lane === pile.lane && task === 'single');
            return (
              <tr key={`${pile.lane} ${pile.task}`}>
                <th scope="row">{taskName(pile)}</th>
                {[...cells(single), ...cells(pile)].map((text, index) => (
                  <td key={index}>{text}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Curve({ score, result }: { score: Score; result: SweepResult }) {
  const marked = score.marked(result.hints);
  const configuration = useMemo(() => {
    const points = result.rows.flatMap((row) => {
      const value = score.value(row);
      return value === null ? [] : [{ k: row.k, value }];
    });
    return byKChart({ title: score.title, points, marked });
  }, [result.rows, score, marked]);
  return (
    <figure class="sweep-curve">
      <ChartCanvas
        configuration={configuration}
        height={220}
        description={`${score.title} by k${marked === null ? '' : `, best at k = ${marked}`}. The table below holds the same numbers.`}
      />
      <figcaption class="small quiet">
        {score.title}: {score.better}
      </figcaption>
    </figure>
  );
}

function QualityTable({ rows }: { rows: readonly ScoredK[] }) {
  return (
    <div class="table-scroll sweep-quality" tabIndex={0} role="region" aria-label="Scores by k">
      <table>
        <caption>Each k: what its fit found, and its scores</caption>
        <thead>
          <tr>
            <th scope="col">k</th>
            <th scope="col">iterations</th>
            {SCORES.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.k}>
              <th scope="row">{row.k}</th>
              <td>{whole(row.iterations)}</td>
              {SCORES.map(({ title, value }) => {
                const score = value(row);
                return <td key={title}>{score === null ? '-' : figure(score)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Findings({ result }: { result: SweepResult }) {
  const [gain, hint] = [gainSentence(result), hintSentence(result)];
  return (
    <>
      {gain && <p class="finding">{gain}</p>}
      {result.times.length > 0 && (
        <>
          <ViewSwitch result={result} />
          <TimesPicture result={result} />
          <TimesTable result={result} />
          <p class="small quiet">
            {whole(result.rounds)} of {whole(result.roundsAsked)} rounds, each with every task once in shuffled order.
            All lanes found the same inertia in the same iterations for every k. The WebAssembly sweep draws its start
            once for all k where it can; the JavaScript one draws it again for each k.
          </p>
        </>
      )}
      {hint && <p class="finding">{hint}</p>}
      {result.rows.length > 1 && (
        <div class="sweep-curves">
          {SCORES.map((score) => (
            <Curve key={score.title} score={score} result={result} />
          ))}
        </div>
      )}
      {result.rows.length > 0 && <QualityTable rows={result.rows} />}
    </>
  );
}

/** One fit beside a fit of every k: what threads and languages bring to each, and what the scores make of each k. */
export function SweepSection() {
  return (
    <ExperimentSection
      state={sweepState}
      title="One large fit or a pile of small ones"
      lead="Times a single fit at the present k, and a fit of every k from 1 up, in the same lanes on the same points. A pile of fits can keep threads busy that one small fit cannot, so a gain on one says little about the other."
      action="Time both"
      estimate="about 30 s"
      controls={<Controls />}
    >
      {(result) => <Findings result={result} />}
    </ExperimentSection>
  );
}

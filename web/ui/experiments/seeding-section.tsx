import { useMemo } from 'preact/hooks';
import { RESTARTS, seedingExperiment, type SeedingResult } from '../../bench/experiments/seeding';
import { stripsChart, type StripRow } from '../../charts/strips';
import { LANES } from '../../shared/lanes';
import { jitter, type SeedFit, type Strip } from '../../stats/strips';
import { set } from '../actions';
import { ChartCanvas } from '../chart-canvas';
import { NumberField } from '../fields';
import { whole } from '../format';
import { rangeOf } from '../ranges';
import * as store from '../store';
import { ExperimentSection } from './section';
import { seedingSentence } from './seeding-sentences';
import { experimentState } from './state';

/** What the page knows of the seeding experiment. */
export const seedingState = experimentState<SeedingResult>('seeding', seedingExperiment);

/** CSS pixels a method's row takes, and the axis under them. */
const ROW = 56;
const AXIS = 64;

/** An inertia with nine figures: optima that part in the sixth are not the same. */
function fine(inertia: number): string {
  return String(Number(inertia.toPrecision(9)));
}

interface Measure {
  readonly title: string;
  readonly value: (fit: SeedFit) => number | null;
  readonly median: (strip: Strip) => number | null;
}

const MEASURES: readonly Measure[] = [
  { title: 'inertia', value: (fit) => fit.inertia, median: (strip) => strip.median },
  { title: 'ARI against the truth', value: (fit) => fit.ari, median: (strip) => strip.medianAri },
  { title: 'iterations', value: (fit) => fit.iterations, median: (strip) => strip.medianIterations },
];

/** The rows of one measure; empty where it is not known. */
function rowsOf({ groups, strips }: SeedingResult, { value, median }: Measure): StripRow[] {
  return strips.flatMap((strip) => {
    const middle = median(strip);
    const fits = groups.find(({ method }) => method === strip.method)?.fits ?? [];
    const dots = fits.flatMap((fit, index) => {
      const at = value(fit);
      return at === null ? [] : [{ value: at, across: jitter(index) }];
    });
    return middle === null ? [] : [{ title: strip.method, dots, median: middle }];
  });
}

function StripPlot({ result, measure }: { result: SeedingResult; measure: Measure }) {
  const rows = useMemo(() => rowsOf(result, measure), [result, measure]);
  const configuration = useMemo(() => stripsChart(rows, measure.title, false), [rows, measure]);
  if (rows.length === 0) return null;
  return (
    <ChartCanvas
      configuration={configuration}
      height={rows.length * ROW + AXIS}
      description={`${measure.title} of every seed, one row a way to start, the median marked. The table below holds the medians.`}
    />
  );
}

function StripsTable({ result }: { result: SeedingResult }) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Ways to start in numbers">
      <table>
        <caption>
          Final inertia over the seeds. The best optimum known is {fine(result.bestKnown)}, the least inertia any of
          these fits reached; a seed reaches it within one part in a billion.
        </caption>
        <thead>
          <tr>
            <th scope="col">start</th>
            <th scope="col">best</th>
            <th scope="col">median</th>
            <th scope="col">worst</th>
            <th scope="col">seeds that reach the best known</th>
            <th scope="col">median iterations</th>
            <th scope="col">median ARI</th>
          </tr>
        </thead>
        <tbody>
          {result.strips.map((strip) => (
            <tr key={strip.method}>
              <th scope="row">{strip.method}</th>
              <td>{fine(strip.best)}</td>
              <td>{fine(strip.median)}</td>
              <td>{fine(strip.worst)}</td>
              <td>
                {whole(strip.reached)} of {whole(strip.seeds)}
              </td>
              <td>{whole(strip.medianIterations)}</td>
              <td>{strip.medianAri === null ? '-' : strip.medianAri.toFixed(4)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Findings({ result }: { result: SeedingResult }) {
  return (
    <>
      <p class="finding">{seedingSentence(result)}</p>
      <div class="seeding-strips">
        {MEASURES.map((measure) => (
          <StripPlot key={measure.title} result={result} measure={measure} />
        ))}
      </div>
      <StripsTable result={result} />
      <p class="small quiet">
        k = {result.k}, seeds from {result.firstSeed} up, computed by the lane {LANES[result.lane].title}; every lane
        gives the same answers. Iterations of the last row are those of all {RESTARTS} restarts together, as all must be
        paid for.
      </p>
    </>
  );
}

/** Where fits end by how they start. */
export function SeedingSection() {
  return (
    <ExperimentSection
      state={seedingState}
      title="How much the start matters"
      lead={`The same points and k from many seeds: centroids that start on random points, by k-means++, by greedy k-means++, and the best of ${RESTARTS} k-means++ fits. A fit ends in a local optimum that depends on its start and need not be the best one.`}
      action="Try the starts"
      estimate="about 10 s"
      controls={
        <div class="seeding-controls">
          <NumberField
            label="Seeds"
            value={store.params.value.seeds}
            {...rangeOf('seeds')}
            disabled={store.busy.value}
            hint="Fits of each way to start"
            onCommit={(seeds) => {
              set({ seeds });
            }}
          />
        </div>
      }
    >
      {(result) => <Findings result={result} />}
    </ExperimentSection>
  );
}

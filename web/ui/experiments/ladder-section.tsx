import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { ladder, type LadderResult } from '../../bench/experiments/ladder';
import { ladderChart } from '../../charts/ladder';
import { LANES } from '../../shared/lanes';
import { BASE, shares, type Rung } from '../../stats/ladder';
import { badgeWords } from '../badges';
import { ChartCanvas } from '../chart-canvas';
import { ms } from '../format';
import * as store from '../store';
import { factorPhrase, rungSentence } from './ladder-sentences';
import { ExperimentSection } from './section';
import { experimentState } from './state';

/** CSS pixels a lane's row takes, and the axis under them. */
const ROW = 38;
const AXIS = 64;

/** Whether the npm libraries are raced beside the ladder. */
const libraries = signal(false);

/** What the page knows of the ladder. */
export const ladderState = experimentState<LadderResult>('ladder', (input, hooks, signal) => {
  const available = input.available.filter((id) => LANES[id].contract || libraries.value);
  return ladder({ ...input, available }, hooks, signal);
});

function Controls() {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={libraries.value}
        disabled={store.busy.value}
        onChange={(event) => {
          libraries.value = event.currentTarget.checked;
        }}
      />
      also the npm libraries (they keep their own rules, so they stand beside the ladder)
    </label>
  );
}

function Picture({ result }: { result: LadderResult }) {
  const configuration = useMemo(() => {
    const base = { id: BASE, over: BASE, factor: 1, low: 1, high: 1, verdict: 'too-close-to-call' } as const;
    const all: readonly Rung[] = [...result.totals, base];
    const rows = result.lanes.flatMap(({ id }) => all.filter((rung) => rung.id === id));
    return ladderChart(
      rows.map(({ id, factor, low, high }) => ({
        ...{ title: LANES[id].title, language: LANES[id].language },
        ...{ factor, low, high },
      })),
    );
  }, [result]);
  return (
    <ChartCanvas
      configuration={configuration}
      height={(result.totals.length + 1) * ROW + AXIS}
      description="How many times as fast as plain JavaScript each lane is, with its 95 % interval. The table below holds the same numbers."
    />
  );
}

function LadderTable({ result }: { result: LadderResult }) {
  const share = new Map(shares(result.rungs).map((rung) => [rung.id, rung.share]));
  const part = (value: number | undefined): string => (value === undefined ? '-' : `${Math.round(100 * value) || 0} %`);
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="The ladder in numbers">
      <table>
        <caption>
          Each lane: its change over the lane without it, and its total over plain JavaScript. The share is the rung's
          part of the way from plain JavaScript to the top, of the logarithm, as factors multiply.
        </caption>
        <thead>
          <tr>
            <th scope="col">lane</th>
            <th scope="col">threads</th>
            <th scope="col">median ms</th>
            <th scope="col" class="text-cell">
              measured over
            </th>
            <th scope="col">factor (95 % interval)</th>
            <th scope="col">share</th>
            <th scope="col">over plain JavaScript</th>
          </tr>
        </thead>
        <tbody>
          {result.lanes.map(({ id, threads, medianMs }) => {
            const rung = result.rungs.find((found) => found.id === id);
            const total = result.totals.find((found) => found.id === id);
            return (
              <tr key={id}>
                <th scope="row">{LANES[id].title}</th>
                <td>{threads ?? '-'}</td>
                <td>{ms(medianMs)}</td>
                <td class="text-cell">{rung ? LANES[rung.over].title : '-'}</td>
                <td>{rung ? factorPhrase(rung) : '-'}</td>
                <td>{part(share.get(id))}</td>
                <td>{total ? factorPhrase(total) : '-'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What to know before believing the factors; folded, as a busy machine has much of it. */
function Doubts({ result }: { result: LadderResult }) {
  const doubts = badgeWords(result.badges);
  if (doubts.length === 0) return null;
  return (
    <details class="fold small">
      <summary>{`Worth knowing: ${doubts.map(({ badge }) => badge).join(', ')}`}</summary>
      <ul class="notes">
        {doubts.map(({ badge, sentence }) => (
          <li key={badge}>
            <span class="badge">{badge}</span> {sentence}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Findings({ result }: { result: LadderResult }) {
  return (
    <>
      <p class="finding">{result.sentence}</p>
      {result.sameAnswer && <Picture result={result} />}
      {result.rungs.length > 0 && (
        <ol class="rungs">
          {result.rungs.map((rung) => (
            <li key={rung.id} class={LANES[rung.id].language}>
              <span>{rungSentence(rung, result.lanes)}</span>
            </li>
          ))}
        </ol>
      )}
      <LadderTable result={result} />
      {result.missing.length > 0 && (
        <p class="small quiet">
          {`Not on the ladder: ${result.missing.map(({ id, reason }) => `${LANES[id].title} (${reason})`).join('; ')}.`}
        </p>
      )}
      <Doubts result={result} />
    </>
  );
}

/** Where the speed comes from: every lane raced once, each change with what it brought. */
export function LadderSection() {
  return (
    <ExperimentSection
      state={ladderState}
      title="Where the speed comes from"
      lead="One race of every lane on the points above: each rung is one change, timed against the lane without it."
      action="Climb the ladder"
      estimate="about 25 s"
      controls={<Controls />}
    >
      {(result) => <Findings result={result} />}
    </ExperimentSection>
  );
}

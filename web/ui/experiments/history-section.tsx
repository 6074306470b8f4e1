import { useSignal } from '@preact/signals';
import { historyJson, samplesCsv } from '../../shared/export';
import type { HistoryEntry, RaceEntry } from '../../shared/result-schema';
import { count } from '../format';
import { deleted, entries, remove, selected, storageProblem, toggle, undo } from '../history';
import { laneTitle } from '../history-compare';
import { copyText } from '../clipboard';
import { saveBlob } from '../exports-files';
import { historyMarkdown } from '../history-markdown';
import { MachineCard } from './machine-card';
import { SideBySide } from './side-by-side';

const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

function when(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : clock.format(date);
}

function lanesOf(entry: HistoryEntry): string {
  if (entry.kind === 'experiment') return `experiment: ${entry.experiment}`;
  return entry.result.engines.map(({ id }) => laneTitle(id)).join(', ');
}

function sameAnswer(entry: HistoryEntry): string {
  if (entry.kind === 'experiment') return '-';
  return entry.result.sameAnswer ? 'yes' : 'no';
}

const isRace = (entry: HistoryEntry): entry is RaceEntry => entry.kind === 'race';

function Row({ entry }: { entry: HistoryEntry }) {
  const title = `${when(entry.at)}, ${entry.points}`;
  return (
    <tr>
      <td>
        <label class="tick">
          <input
            type="checkbox"
            aria-label={`Select ${title}`}
            checked={selected.value.includes(entry.id)}
            onChange={() => {
              toggle(entry.id);
            }}
          />
        </label>
      </td>
      <th scope="row">{when(entry.at)}</th>
      <td class="text-cell">{entry.points}</td>
      <td class="text-cell wide">{lanesOf(entry)}</td>
      <td class="text-cell wide">{entry.sentence}</td>
      <td>{sameAnswer(entry)}</td>
      <td>
        <button
          type="button"
          class="button"
          aria-label={`Delete ${title}`}
          onClick={() => {
            remove([entry.id]);
          }}
        >
          Delete
        </button>
      </td>
    </tr>
  );
}

function HistoryTable() {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Your races">
      <table class="history-table">
        <caption>Newest first; tick two races to see them side by side</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">selected</span>
            </th>
            <th scope="col">when</th>
            <th scope="col" class="text-cell">
              points
            </th>
            <th scope="col" class="text-cell">
              lanes
            </th>
            <th scope="col" class="text-cell">
              verdict
            </th>
            <th scope="col">same answer</th>
            <th scope="col">
              <span class="visually-hidden">delete</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.value.map((entry) => (
            <Row key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Exports({ chosen }: { chosen: readonly HistoryEntry[] }) {
  const said = useSignal('');
  const fallback = useSignal<string | null>(null);
  const markdown = (): string => historyMarkdown(chosen);
  const copy = async (): Promise<void> => {
    const text = markdown();
    const copied = await copyText(text);
    said.value = copied ? 'copied' : 'the browser did not let the page copy; the text stands below';
    fallback.value = copied ? null : text;
  };
  const save = (ending: string, type: string, text: string): void => {
    saveBlob(new Blob([text], { type }), `kmeans-race.${ending}`);
  };
  const files: readonly (readonly [string, () => void])[] = [
    ['JSON', () => save('json', 'application/json', historyJson(chosen))],
    ['CSV', () => save('csv', 'text/csv', samplesCsv(chosen.filter(isRace)))],
    ['Markdown', () => save('md', 'text/markdown', markdown())],
  ];
  return (
    <>
      <div class="history-bar">
        {files.map(([kind, save]) => (
          <button key={kind} type="button" class="button" onClick={save}>
            {`Save as ${kind}`}
          </button>
        ))}
        <button type="button" class="button" onClick={() => void copy()}>
          Copy as Markdown
        </button>
        <p role="status" class="small">
          {said.value}
        </p>
      </div>
      {fallback.value !== null && (
        <textarea readOnly rows={8} aria-label="The Markdown to copy" value={fallback.value} spellcheck={false} />
      )}
    </>
  );
}

function Deletions() {
  const gone = deleted.value.length;
  return (
    <div class="history-bar">
      {entries.value.length > 0 && (
        <button
          type="button"
          class="button"
          onClick={() => {
            remove(entries.value.map(({ id }) => id));
          }}
        >
          Delete all
        </button>
      )}
      {gone > 0 && (
        <button type="button" class="button" onClick={undo}>
          {`Undo: bring back ${gone === 1 ? 'the deleted entry' : `${gone} deleted entries`}`}
        </button>
      )}
      <p role="status" class="small">
        {gone > 0 ? `${gone === 1 ? '1 entry' : `${gone} entries`} deleted` : ''}
      </p>
    </div>
  );
}

/** What this visitor has measured: a list that stays in this browser, to compare, save and delete. */
export function HistorySection() {
  const ticked = selected.value.flatMap((id) => entries.value.filter((entry) => entry.id === id));
  const chosen = ticked.length > 0 ? ticked : entries.value;
  const [first, second, ...more] = ticked.filter(isRace);
  return (
    <section class="section history" id="history" aria-labelledby="history-title">
      <h2 id="history-title">Your races</h2>
      <p class="quiet">Every finished race and experiment, kept in this browser alone: the newest 50.</p>
      {storageProblem.value && <p class="small invalid">{storageProblem.value}</p>}
      {entries.value.length === 0 ? <p class="small">No race has finished yet.</p> : <HistoryTable />}
      {entries.value.length > 0 && (
        <>
          <p class="small quiet">
            {ticked.length > 0
              ? `The buttons below take the ${count(ticked.length, 'ticked row')}.`
              : 'The buttons below take all rows; tick some to take those alone. CSV holds one row a timed sample.'}
          </p>
          <Exports chosen={chosen} />
        </>
      )}
      <Deletions />
      {first && second && more.length === 0 && (
        <SideBySide first={first.result} second={second.result} names={[nameOf(first), nameOf(second)]} />
      )}
      <MachineCard />
    </section>
  );
}

function nameOf({ at, points }: RaceEntry): string {
  return `${when(at)}: ${points}`;
}

import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { watchReading, type Reading } from '../workers/data-client';
import { openFile, openText, useGenerated } from './actions';
import { CsvChoices } from './csv-choices';
import { FileButton } from './fields';
import { ImageChoices } from './image-choices';
import { offerPageSurface } from './image-pixels';
import * as store from './store';

/** What takes less than this is not worth a bar. */
const SHOW_AFTER_MS = 300;

/** A longer paste is read at once: a text field with megabytes in it stalls the page. */
const MOST_PASTED = 200_000;

const shownReading = signal<Reading | null>(null);

let latest: Reading | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
watchReading((reading) => {
  latest = reading;
  if (reading === null) {
    clearTimeout(timer);
    timer = undefined;
    shownReading.value = null;
  } else if (shownReading.value !== null) shownReading.value = reading;
  else
    timer ??= setTimeout(() => {
      shownReading.value = latest;
    }, SHOW_AFTER_MS);
});
offerPageSurface();

function Progress() {
  const reading = shownReading.value;
  if (reading === null) return null;
  const { name, done, total, cancel } = reading;
  const [read, all] = [done, total].map((bytes) => (bytes / 1e6).toFixed(1));
  return (
    <div class="reading">
      <p class="small" role="status">
        Reading {name}
      </p>
      <progress aria-label="Progress of reading the file" max={total} value={done} />
      <p class="small quiet">
        {read} of {all} MB
      </p>
      <button type="button" class="button" onClick={cancel}>
        Cancel reading
      </button>
    </div>
  );
}

function Paste({ disabled }: { disabled: boolean }) {
  const text = useRef<HTMLTextAreaElement>(null);
  const pasted = (event: ClipboardEvent): void => {
    const file = event.clipboardData?.files[0];
    const rows = event.clipboardData?.getData('text/plain') ?? '';
    if (!file && rows.length <= MOST_PASTED) return;
    event.preventDefault();
    void (file ? openFile(file) : openText(rows));
  };
  return (
    <details class="fold">
      <summary>Paste rows</summary>
      <div>
        <textarea
          ref={text}
          rows={5}
          aria-label="Rows to paste, comma separated"
          placeholder={'x,y\n1.5,2.5\n3,4'}
          spellcheck={false}
          disabled={disabled}
          onPaste={pasted}
        />
        <p class="small quiet">A paste of more than 200,000 characters, or a picture, is used at once.</p>
        <button
          type="button"
          class="button"
          disabled={disabled}
          onClick={() => {
            if (text.current) void openText(text.current.value);
          }}
        >
          Use these rows
        </button>
      </div>
    </details>
  );
}

/** A person's own points: a file, a picture, a drop on the stage or pasted rows. They stay in the tab. */
export function OwnData() {
  const source = store.source.value;
  const disabled = store.busy.value;
  return (
    <fieldset class="group">
      <legend>Your own data</legend>
      <p class="small quiet">
        CSV with one point a line, a picture (its pixels become points), or raw .f64 with the number of features above.
        Choose a file or drop it on the stage; it stays in this tab.
      </p>
      <FileButton
        id="file-input"
        label="Choose a file"
        accept=".csv,.f64,.tsv,.txt,text/csv,image/*"
        disabled={disabled}
        onFile={(file) => void openFile(file)}
      />
      <Paste disabled={disabled} />
      <Progress />
      {source.kind === 'csv' && !source.preview.picture && <CsvChoices source={source} disabled={disabled} />}
      {source.kind === 'csv' && source.preview.picture && <ImageChoices source={source} disabled={disabled} />}
      {source.kind !== 'generated' && (
        <button type="button" class="button" disabled={disabled} onClick={() => void useGenerated()}>
          Back to generated points
        </button>
      )}
    </fieldset>
  );
}

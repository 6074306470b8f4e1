import { useRef } from 'preact/hooks';
import { openFile, openText, useGenerated } from './actions';
import { CsvChoices } from './csv-choices';
import { FileButton } from './fields';
import * as store from './store';

function Paste({ disabled }: { disabled: boolean }) {
  const text = useRef<HTMLTextAreaElement>(null);
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
        />
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

/** A person's own points: a file, a drop on the stage or pasted rows. They stay in the tab. */
export function OwnData() {
  const source = store.source.value;
  const disabled = store.busy.value;
  return (
    <fieldset class="group">
      <legend>Your own data</legend>
      <p class="small quiet">
        CSV with one point a line, or raw .f64 with the number of features above. Choose a file or drop it on the stage;
        it stays in this tab.
      </p>
      <FileButton
        id="file-input"
        label="Choose a file"
        accept=".csv,.f64,.tsv,.txt,text/csv"
        disabled={disabled}
        onFile={(file) => void openFile(file)}
      />
      <Paste disabled={disabled} />
      {source.kind === 'csv' && <CsvChoices source={source} disabled={disabled} />}
      {source.kind !== 'generated' && (
        <button type="button" class="button" disabled={disabled} onClick={() => void useGenerated()}>
          Back to generated points
        </button>
      )}
    </fieldset>
  );
}

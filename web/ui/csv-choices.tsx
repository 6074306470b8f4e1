import type { CsvPreview } from '../datasets/csv';
import { shown } from '../datasets/shown';
import { setCsvOptions } from './actions';
import { SelectField } from './fields';
import type { Source } from './store';

/** Columns offered one by one; a file with more is clustered on all its numbers. */
const MOST_OFFERED = 64;
/** Columns of the preview: enough to recognise the file by. */
const MOST_PREVIEWED = 8;
/** Characters of a cell of the preview. */
const MOST_OF_CELL = 40;

interface CsvChoicesProps {
  readonly source: Extract<Source, { kind: 'csv' }>;
  readonly disabled: boolean;
}

function FirstRows({ preview }: { preview: CsvPreview }) {
  const columns = preview.columns.slice(0, MOST_PREVIEWED);
  return (
    <div class="preview" tabIndex={0} role="region" aria-label="First rows of the file">
      <table>
        <thead>
          <tr>
            {columns.map(({ index, name }) => (
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, line) => (
            <tr key={line}>
              {columns.map(({ index }) => (
                <td key={index}>{shown(row[index] ?? '', MOST_OF_CELL)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Columns({ source, disabled }: CsvChoicesProps) {
  const { columns, features } = source.preview;
  if (columns.length > MOST_OFFERED) return <p class="small quiet">{features.length} columns of numbers are used.</p>;
  return (
    <fieldset>
      <legend>Columns to cluster on</legend>
      <div class="column-list">
        {columns.map(({ index, name }) => (
          <label key={index} class="check">
            <input
              type="checkbox"
              checked={features.includes(index)}
              disabled={disabled}
              onChange={(event) => {
                const rest = features.filter((other) => other !== index);
                const chosen = event.currentTarget.checked ? [...rest, index].sort((a, b) => a - b) : rest;
                void setCsvOptions({ columns: chosen });
              }}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** How a CSV file is read: its first rows, whether it has names, which columns count and which one is the truth. */
export function CsvChoices({ source, disabled }: CsvChoicesProps) {
  const { header, decimal, columns, truth } = source.preview;
  const none = { value: '', label: 'none' };
  return (
    <>
      <FirstRows preview={source.preview} />
      <label class="check">
        <input
          type="checkbox"
          checked={header}
          disabled={disabled}
          onChange={(event) =>
            void setCsvOptions({ header: event.currentTarget.checked, columns: 'auto', truth: 'auto' })
          }
        />
        The first line holds names
      </label>
      {decimal === ',' && <p class="small quiet">Decimals are read with a comma: 1,5 is one and a half.</p>}
      <Columns source={source} disabled={disabled} />
      <SelectField
        label="True labels"
        value={truth === null ? '' : String(truth)}
        options={[none, ...columns.map(({ index, name }) => ({ value: String(index), label: name }))]}
        disabled={disabled}
        onCommit={(value) => {
          // The truth is never clustered on; a column that stops being the truth is found again by itself.
          void setCsvOptions({ truth: value === '' ? null : Number(value), columns: 'auto' });
        }}
      />
    </>
  );
}

import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { isPictureDataset } from '../datasets/image';
import { DataClient } from '../workers/data-client';
import { complain, dismissErrors } from './actions';
import { answered, type Answered } from './exports-answer';
import { fileStem, onPlotField, plotsOnPage, pngOf, saveBlob, savePng, type Plot } from './exports-files';
import { ShareCard } from './share-card-view';
import { ShareLink } from './share-link';
import * as store from './store';

/** A worker of its own: files are written while points may be made. */
const client = new DataClient();

/** What is being written. */
const writing = signal<string | null>(null);

async function write(name: string, make: () => Promise<Blob>): Promise<void> {
  if (writing.value !== null) return;
  dismissErrors();
  writing.value = name;
  try {
    saveBlob(await make(), name);
  } catch (error) {
    complain(error);
  } finally {
    writing.value = null;
  }
}

function saveLabels({ dataset, answer }: Answered): Promise<void> {
  const source = store.source.value;
  const table = source.kind === 'csv' && dataset.source === 'csv' ? source : null;
  const { data, n, d, columns } = dataset;
  return write(`${fileStem(dataset.name)}-clusters.csv`, () =>
    table
      ? client.labelledCsv(table.file, table.options, answer.labels)
      : client.labelledPoints({ data, n, d, columns }, answer.labels),
  );
}

function saveCentroids({ dataset, answer }: Answered): Promise<void> {
  return write(`${fileStem(dataset.name)}-centroids.csv`, () => client.centroidsCsv(dataset.columns, answer.centroids));
}

function DataFiles({ what }: { what: Answered }) {
  const disabled = store.busy.value || writing.value !== null;
  const kept = isPictureDataset(what.dataset) ? 'red, green and blue of every pixel' : 'all columns as they were';
  return (
    <div class="export-row">
      <h3>Data</h3>
      <div class="export-buttons">
        <button type="button" class="button" disabled={disabled} onClick={() => void saveLabels(what)}>
          Points with clusters (CSV)
        </button>
        <button type="button" class="button" disabled={disabled} onClick={() => void saveCentroids(what)}>
          Centroids (CSV)
        </button>
      </div>
      <p class="small quiet" role="status">
        {writing.value === null
          ? `Points: ${kept}, and the cluster of each; clusters count from 0, so number 1 on the stage is 0 here. Centroids read back bit for bit as a start.`
          : `Writing ${writing.value}`}
      </p>
    </div>
  );
}

function Pictures() {
  const [plots, setPlots] = useState<readonly Plot[]>([]);
  const look = (): void => {
    setPlots(plotsOnPage());
  };
  // Charts are drawn after this row is; those of experiments come later still, and are found when it is opened again.
  useEffect(look, [store.finished.value]);
  return (
    <details class="fold" onToggle={look}>
      <summary>Pictures (PNG)</summary>
      <div class="export-buttons">
        {plots.map(({ title, canvas }) => (
          <button
            key={title}
            type="button"
            class="button"
            onClick={() => {
              savePng(pngOf(onPlotField(canvas)), `${fileStem(title)}.png`).catch(complain);
            }}
          >
            {title}
          </button>
        ))}
      </div>
    </details>
  );
}

/** What a race left, to take along: data, pictures, a link and a card. Nothing before a race. */
export function Exports() {
  if (!store.finished.value) return null;
  const what = answered();
  return (
    <section class="section exports" aria-labelledby="exports-title">
      <h2 id="exports-title">Take it with you</h2>
      {what && <DataFiles what={what} />}
      <Pictures />
      <ShareLink />
      <ShareCard />
    </section>
  );
}

import * as Comlink from 'comlink';
import { previewCsv, readCentroidsCsv, readCsv, readRawF64 } from '../datasets/csv';
import type { CsvOptions, CsvPreview } from '../datasets/csv';
import { generate } from '../datasets/registry';
import type { GenerateParams } from '../datasets/registry';
import type { Dataset } from '../shared/types';

function transferred(dataset: Dataset): Dataset {
  const buffers = [dataset.data.buffer, ...(dataset.truth ? [dataset.truth.buffer] : [])];
  return Comlink.transfer(dataset, buffers);
}

/** Makes and reads points, away from the page's thread. */
const dataApi = {
  generate: (params: GenerateParams): Dataset => transferred(generate(params)),
  previewCsv: (file: Blob, options?: CsvOptions): Promise<CsvPreview> => previewCsv(file, options),
  readCsv: async (file: Blob, options: CsvOptions): Promise<Dataset> => transferred(await readCsv(file, options)),
  readRawF64: async (file: Blob, d: number): Promise<Dataset> => transferred(await readRawF64(file, d)),
  readCentroids: async (file: Blob, d: number): Promise<{ k: number; start: Float64Array }> => {
    const centroids = await readCentroidsCsv(file, d);
    return Comlink.transfer(centroids, [centroids.start.buffer]);
  },
};

export type DataApi = typeof dataApi;

Comlink.expose(dataApi);

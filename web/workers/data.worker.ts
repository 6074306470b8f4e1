import * as Comlink from 'comlink';
import { previewCsv, readCentroidsCsv, readCsv, readRawF64 } from '../datasets/csv';
import type { CsvOptions, CsvPreview } from '../datasets/csv';
import { centroidsCsv, labelledCsv, labelledPoints, type WrittenPoints } from '../datasets/export-csv';
import { isPicture, isPictureDataset, previewPicture, readPicture } from '../datasets/image';
import { generate } from '../datasets/registry';
import type { GenerateParams } from '../datasets/registry';
import type { Dataset } from '../shared/types';

function transferred(dataset: Dataset): Dataset {
  const buffers = [dataset.data.buffer, ...(dataset.truth ? [dataset.truth.buffer] : [])];
  if (isPictureDataset(dataset)) buffers.push(dataset.picture.rgba.buffer);
  return Comlink.transfer(dataset, buffers);
}

/** Told bytes read and bytes in all. */
export type OnRead = (done: number, total: number) => void;

/** Makes, reads and writes points, away from the page's thread. A file is a picture or a table, by its bytes. */
const dataApi = {
  generate: (params: GenerateParams): Dataset => transferred(generate(params)),
  previewCsv: async (file: Blob, options?: CsvOptions): Promise<CsvPreview> =>
    (await isPicture(file)) ? previewPicture(file) : previewCsv(file, options),
  readCsv: async (file: Blob, options: CsvOptions, onRead: OnRead): Promise<Dataset> =>
    transferred((await isPicture(file)) ? await readPicture(file, options) : await readCsv(file, options, onRead)),
  readRawF64: async (file: Blob, d: number): Promise<Dataset> => transferred(await readRawF64(file, d)),
  readCentroids: async (file: Blob, d: number): Promise<{ k: number; start: Float64Array }> => {
    const centroids = await readCentroidsCsv(file, d);
    return Comlink.transfer(centroids, [centroids.start.buffer]);
  },
  labelledPoints: (points: WrittenPoints, labels: Int32Array): Blob => labelledPoints(points, labels),
  labelledCsv: (file: Blob, options: CsvOptions, labels: Int32Array): Promise<Blob> =>
    labelledCsv(file, options, labels),
  centroidsCsv: (columns: readonly string[], centroids: Float64Array): Blob => centroidsCsv(columns, centroids),
};

export type DataApi = typeof dataApi;

Comlink.expose(dataApi);

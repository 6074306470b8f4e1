/** People's own points: CSV files (RFC 4180, parsed by Papa Parse), centroids as CSV, and raw float64 files. */

import { KMeansError, LIMITS, type Dataset } from '../shared/types';
import { isMissing, numberOf, planColumns, whyNotNumber, type ColumnPlan, type CsvOptions } from './csv-columns';
import {
  guessDelimiter,
  recordBatches,
  textChunks,
  type CsvRecord,
  type Delimiter,
  type ReadHooks,
} from './csv-records';
import { shownName } from './shown';

export type { ColumnRef, CsvColumn, CsvOptions, Decimal } from './csv-columns';
export { DELIMITERS, type Delimiter } from './csv-records';

/** Largest file in bytes (200 MB) and most values (n x d) that are read; columns are limited by LIMITS.maxFeatures. */
export const CSV_LIMITS = { maxBytes: 200_000_000, maxValues: 64_000_000 } as const;

/** What a file looks like, for people to check before it is read: also what every 'auto' stands for. */
export interface CsvPreview extends ColumnPlan {
  readonly delimiter: Delimiter;
  /** The first ten rows after the header, as text. */
  readonly rows: readonly (readonly string[])[];
  /** Whether the file is a picture, whose pixels are the rows and red, green and blue the columns. */
  readonly picture?: boolean;
}

/** Records that 'auto' and the preview are settled from. */
const HEAD_RECORDS = 200;
const PREVIEW_ROWS = 10;

/** Looks at a file's first records (at most 1 MiB). Throws KMeansError as `readCsv` does, for what can be seen there. */
export async function previewCsv(source: string | Blob, options: CsvOptions = {}): Promise<CsvPreview> {
  const file = typeof source === 'string' ? new Blob([source]) : source;
  refuseLarge(file);
  const { delimiter, plan, head } = await readHead(file, options);
  const from = plan.header ? 1 : 0;
  return { ...plan, delimiter, rows: head.slice(from, from + PREVIEW_ROWS).map((record) => record.fields) };
}

/**
 * Reads a CSV file piece by piece into a dataset (source 'csv'). Truth values become 0, 1, 2, ... in order of appearance.
 * `onProgress` gets bytes read and bytes in all. Throws KMeansError naming line and column (lines counted as in a text
 * editor, header included), or the signal's reason when aborted.
 */
export async function readCsv(
  file: Blob,
  options: CsvOptions = {},
  onProgress?: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<Dataset> {
  refuseLarge(file);
  const { delimiter, plan } = await readHead(file, options, signal);
  const table = new Table(plan);
  const hooks: ReadHooks = { ...(onProgress && { onProgress }), ...(signal && { signal }) };
  let skip = plan.header ? 1 : 0;
  for await (const batch of recordBatches(file, delimiter, hooks)) {
    for (const record of batch) {
      if (skip > 0) skip--;
      else table.add(record);
    }
  }
  return table.finish(shownName(file));
}

/**
 * Reads starting centroids: k rows of d numbers, with or without a header line; returns them row-major.
 * Throws KMeansError as `readCsv` does, and when the number of columns is not d or k is over 4,096.
 */
export async function readCentroidsCsv(file: Blob, d: number): Promise<{ k: number; start: Float64Array }> {
  const { plan } = await readHead(file, { truth: null });
  if (plan.columns.length !== d) {
    throw new KMeansError(`The centroids have ${plan.columns.length} columns; the points have ${d} features.`);
  }
  const { data, n } = await readCsv(file, { truth: null, columns: plan.columns.map((column) => column.index) });
  if (n > LIMITS.maxK) throw new KMeansError(`The file has ${n} centroids; at most ${LIMITS.maxK} can be used.`);
  return { k: n, start: data };
}

/**
 * Reads a file of little-endian float64 values, row-major with d values a row, without a header.
 * Throws KMeansError when the size does not fit d, is over the limit, or a value is not finite (row and column from 1).
 */
export async function readRawF64(file: Blob, d: number): Promise<Dataset> {
  if (!Number.isInteger(d) || d < 1 || d > LIMITS.maxFeatures) {
    throw new KMeansError(`d is ${d}; it must be a whole number from 1 to ${LIMITS.maxFeatures}.`);
  }
  if (file.size === 0) throw new KMeansError('The file is empty.');
  if (file.size % (8 * d) !== 0) {
    throw new KMeansError(
      `The file has ${file.size} bytes, which is not a multiple of ${8 * d} (8 bytes x ${d} features).`,
    );
  }
  if (file.size / 8 > CSV_LIMITS.maxValues) throw tooManyValues(file.size / 8);
  // Every platform a browser or Node runs on is little-endian, as WebAssembly is.
  const data = new Float64Array(await file.arrayBuffer());
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new KMeansError(
      `row ${Math.floor(bad / d) + 1}, column ${(bad % d) + 1}: ${data[bad]} is not a finite number.`,
    );
  }
  const columns = Array.from({ length: d }, (_, j) => `column ${j + 1}`);
  return { name: shownName(file), source: 'csv', data, n: data.length / d, d, truth: null, columns };
}

function refuseLarge(file: Blob): void {
  if (file.size <= CSV_LIMITS.maxBytes) return;
  const [size, most] = [file.size, CSV_LIMITS.maxBytes].map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
  throw new KMeansError(`The file has ${size}; files of at most ${most} can be read.`);
}

export interface Head {
  readonly delimiter: Delimiter;
  readonly plan: ColumnPlan;
  readonly head: readonly CsvRecord[];
}

/** Delimiter, columns and first records of a file; whoever reads it again reads it so. */
export async function readHead(file: Blob, options: CsvOptions, signal?: AbortSignal): Promise<Head> {
  const hooks: ReadHooks = signal ? { signal } : {};
  for await (const { text } of textChunks(file, hooks)) {
    const delimiter = guessDelimiter(text);
    for await (const batch of recordBatches(file, delimiter, hooks)) {
      if (batch.length === 0) continue;
      const head = batch.slice(0, HEAD_RECORDS);
      return { delimiter, plan: planColumns(head, options, delimiter), head };
    }
  }
  throw new KMeansError('The file is empty.');
}

/** Rows gathered so far, in arrays that double when full. */
class Table {
  readonly #plan: ColumnPlan;
  readonly #codes = new Map<string, number>();
  #data: Float64Array;
  #truth: Int32Array;
  #n = 0;

  constructor(plan: ColumnPlan) {
    this.#plan = plan;
    this.#data = new Float64Array(1024 * plan.features.length);
    this.#truth = new Int32Array(plan.truth === null ? 0 : 1024);
  }

  add({ line, fields }: CsvRecord): void {
    const { columns, decimal, features, truth } = this.#plan;
    if (fields.length !== columns.length) {
      throw new KMeansError(
        `line ${line} has ${fields.length} field${fields.length === 1 ? '' : 's'}, expected ${columns.length}.`,
      );
    }
    this.#makeRoom();
    let at = this.#n * features.length;
    for (const index of features) {
      const text = fields[index]!;
      const value = numberOf(text, decimal);
      if (Number.isNaN(value))
        throw new KMeansError(`line ${line}, column ${columns[index]!.name}: ${whyNotNumber(text, decimal)}.`);
      this.#data[at++] = value;
    }
    if (truth !== null) this.#truth[this.#n] = this.#codeOf(fields[truth]!, line);
    this.#n++;
  }

  finish(name: string): Dataset {
    const { columns, features, truth } = this.#plan;
    const [n, d] = [this.#n, features.length];
    return {
      name,
      source: 'csv',
      data: this.#data.slice(0, n * d),
      n,
      d,
      truth: truth === null ? null : this.#truth.slice(0, n),
      columns: features.map((index) => columns[index]!.name),
    };
  }

  #codeOf(text: string, line: number): number {
    if (isMissing(text)) {
      const column = this.#plan.columns[this.#plan.truth!]!.name;
      throw new KMeansError(`line ${line}, column ${column}: ${whyNotNumber(text)}.`);
    }
    const key = text.trim();
    const code = this.#codes.get(key) ?? this.#codes.size;
    this.#codes.set(key, code);
    return code;
  }

  #makeRoom(): void {
    const need = (this.#n + 1) * this.#plan.features.length;
    if (need > CSV_LIMITS.maxValues) throw tooManyValues(need);
    if (need > this.#data.length) this.#data = grown(this.#data, Float64Array);
    if (this.#plan.truth !== null && this.#n === this.#truth.length) this.#truth = grown(this.#truth, Int32Array);
  }
}

function grown<T extends Float64Array | Int32Array>(old: T, make: new (length: number) => T): T {
  try {
    const array = new make(2 * old.length);
    array.set(old);
    return array;
  } catch {
    throw new KMeansError(`There is not enough memory for more than ${old.length} values.`);
  }
}

function tooManyValues(count: number): KMeansError {
  return new KMeansError(
    `The file has ${count} or more values (rows x columns); at most ${CSV_LIMITS.maxValues} can be read.`,
  );
}

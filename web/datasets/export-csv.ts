/** Points, labels and centroids as CSV files for other programs. */

import Papa from 'papaparse';
import { FORMULA } from '../shared/export';
import { KMeansError, type Dataset } from '../shared/types';
import { isNoName, isNumber, type CsvOptions, type Decimal } from './csv-columns';
import { readHead } from './csv';
import { recordBatches } from './csv-records';

/** Rows put into one piece of the file. */
const ROWS_A_PIECE = 10_000;

/** Points to write, without what only the page needs. */
export type WrittenPoints = Pick<Dataset, 'data' | 'n' | 'd' | 'columns'>;

/** Text that a spreadsheet might compute gets a leading apostrophe; numbers stay what they are. */
export function safeCell(text: string, decimal: Decimal = '.'): string {
  return FORMULA.test(text) && !isNumber(text, decimal) ? `'${text}` : text;
}

/** The shortest decimals that read back to the same 64 bits; the sign of zero too. */
export function exactDecimals(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function lines(rows: readonly (readonly string[])[], delimiter = ','): string {
  return rows.length === 0 ? '' : `${Papa.unparse(rows as string[][], { delimiter, newline: '\n' })}\n`;
}

function csvBlob(parts: readonly string[]): Blob {
  return new Blob([...parts], { type: 'text/csv' });
}

/** `cluster`, or with a number behind where the file has such a column. */
function clusterName(taken: readonly string[]): string {
  let name = 'cluster';
  for (let i = 2; taken.includes(name); i++) name = `cluster (${i})`;
  return name;
}

/** Every point with its cluster (from 0): a header line, then n rows of d values and the label. */
export function labelledPoints({ data, n, d, columns }: WrittenPoints, labels: Int32Array): Blob {
  const parts = [lines([[...columns.map((name) => safeCell(name)), clusterName(columns)]])];
  for (let from = 0; from < n; from += ROWS_A_PIECE) {
    const piece: string[] = [];
    for (let i = from; i < Math.min(from + ROWS_A_PIECE, n); i++) {
      for (let j = 0; j < d; j++) piece.push(exactDecimals(data[i * d + j]!), ',');
      piece.push(String(labels[i]), '\n');
    }
    parts.push(piece.join(''));
  }
  return csvBlob(parts);
}

/**
 * A person's file with the cluster of every row (from 0) as one more column: all columns, the delimiter and the digits
 * of its numbers stay. Throws KMeansError when the file has changed since it was read.
 */
export async function labelledCsv(file: Blob, options: CsvOptions, labels: Int32Array): Promise<Blob> {
  const { delimiter, plan } = await readHead(file, options);
  const parts: string[] = [];
  let header = plan.header;
  let row = 0;
  for await (const batch of recordBatches(file, delimiter)) {
    const rows = batch.map(({ fields }) => {
      const cells = fields.map((text) => safeCell(text, plan.decimal));
      if (header) {
        header = false;
        return [...cells, clusterName(fields)];
      }
      return [...cells, String(labels[row++])];
    });
    parts.push(lines(rows, delimiter));
  }
  if (row !== labels.length) {
    throw new KMeansError(`The file now has ${row} rows, and ${labels.length} were clustered; open it again.`);
  }
  return csvBlob(parts);
}

/**
 * Centroids, one row each, that the page's own centroids input reads back bit for bit. The header line is left out
 * where it could be taken for numbers.
 */
export function centroidsCsv(columns: readonly string[], centroids: Float64Array): Blob {
  const d = columns.length;
  const rows: string[][] = columns.some((name) => isNoName(name)) ? [] : [columns.map((name) => safeCell(name))];
  for (let at = 0; at < centroids.length; at += d) rows.push(Array.from(centroids.subarray(at, at + d), exactDecimals));
  return csvBlob([lines(rows)]);
}

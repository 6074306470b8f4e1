/** What the columns of a CSV file are: header, names, which ones are numbers, which one is the truth. */

import { KMeansError, LIMITS } from '../shared/types';
import type { CsvRecord, Delimiter } from './csv-records';
import { shown } from './shown';

/** A column by name, or by index counted from 0. */
export type ColumnRef = string | number;

export interface CsvOptions {
  /** Whether the first record holds names. 'auto' (the default): it does when none of its fields is a number. */
  readonly header?: 'auto' | boolean;
  /** Columns to cluster on. 'auto' (the default): every column of numbers but the truth. */
  readonly columns?: 'auto' | readonly ColumnRef[];
  /**
   * Column of the truth labels, null for none. 'auto' (the default): the first one named label, class, target, truth,
   * species or y (in any case; y beside x is a coordinate), else the only column that is not numbers, if there is one.
   */
  readonly truth?: ColumnRef | null;
  /** Of a picture: the pixels it is scaled down to. */
  readonly maxPixels?: number;
}

/** What stands between the whole and the broken part of a number. */
export type Decimal = '.' | ',';

export interface CsvColumn {
  readonly index: number;
  /** From the header, cut to 80 characters; `column 3` where it has none. Names that repeat get a number. */
  readonly name: string;
  /** Whether at least half of the values looked at are numbers; missing values and NaN do not count. */
  readonly numeric: boolean;
}

/** Columns settled from the first records of a file and the options. */
export interface ColumnPlan {
  readonly header: boolean;
  /** Found by itself: a comma only where the delimiter is another character. */
  readonly decimal: Decimal;
  readonly columns: readonly CsvColumn[];
  /** Indices of the columns to cluster on. */
  readonly features: readonly number[];
  /** Index of the truth column, or null. */
  readonly truth: number | null;
}

const TRUTH_NAMES = ['label', 'class', 'target', 'truth', 'species', 'y'];
const NUMBER = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;
const MISSING = /^\s*(na|n\/a|null|none|\?)?\s*$/i;
const NOT_FINITE = /^\s*[+-]?(nan|inf|infinity)\s*$/i;
const WITH_COMMA = /^\s*[+-]?(\d+,\d*|,\d+)(e[+-]?\d+)?\s*$/i;
const WITH_POINT = /^\s*[+-]?(\d+\.\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const THOUSANDS = /^\s*[+-]?\d{1,3},\d{3}\s*$/;

/** The value of a field that is a finite decimal number without thousands separators; NaN for any other text. */
export function numberOf(text: string, decimal: Decimal = '.'): number {
  const plain = pointed(text, decimal);
  const value = NUMBER.test(plain) ? Number(plain) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

/** The text with its decimals written with a point. Where they are written with a comma, a point has no place. */
function pointed(text: string, decimal: Decimal): string {
  if (decimal === '.') return text;
  return text.includes('.') ? '' : text.replace(',', '.');
}

/** Whether `numberOf` finds a number. */
export function isNumber(text: string, decimal: Decimal = '.'): boolean {
  return !Number.isNaN(numberOf(text, decimal));
}

/** Whether a first line with this field in it cannot be one of names. */
export function isNoName(text: string, decimal: Decimal = '.'): boolean {
  return isNumber(text, decimal) || NOT_FINITE.test(text);
}

/**
 * A comma, when numbers are written with one and none with a point. Where each of them could as well be thousands
 * (1,234) it stays a point, so that they are refused by name and not read a thousand times too small.
 */
function findDecimal(head: readonly CsvRecord[], delimiter: Delimiter): Decimal {
  if (delimiter === ',') return '.';
  let sure = false;
  for (const { fields } of head) {
    for (const field of fields) {
      if (WITH_POINT.test(field)) return '.';
      sure ||= WITH_COMMA.test(field) && !THOUSANDS.test(field);
    }
  }
  return sure ? ',' : '.';
}

/** Whether a field stands for a value that is not there. */
export function isMissing(text: string): boolean {
  return MISSING.test(text);
}

/** The end of a sentence that says why a field is not a number one can cluster on. */
export function whyNotNumber(text: string, decimal: Decimal = '.'): string {
  if (isMissing(text))
    return text.trim() === '' ? 'the value is missing' : `'${text.trim()}' stands for a missing value`;
  const cut = shown(text, 40);
  if (NOT_FINITE.test(text) || NUMBER.test(pointed(text, decimal))) return `'${cut}' is not a finite number`;
  const mark = decimal === '.' ? 'a point,' : 'a comma as elsewhere in this file,';
  const hint = /^\s*[+-]?[\d.,;]+\s*$/.test(text) ? ` (write decimals with ${mark} and no thousands separators)` : '';
  return `'${cut}' is not a number${hint}`;
}

/**
 * Settles header, columns and truth from a file's first records. Throws KMeansError when there are no records, too many
 * columns, an unknown column is asked for, or no column of numbers is left.
 */
export function planColumns(head: readonly CsvRecord[], options: CsvOptions, delimiter: Delimiter = ','): ColumnPlan {
  const first = head[0]?.fields;
  if (first === undefined) throw new KMeansError('The file is empty.');
  if (first.length > LIMITS.maxFeatures) {
    throw new KMeansError(`The file has ${first.length} columns; at most ${LIMITS.maxFeatures} can be read.`);
  }
  const decimal = findDecimal(head, delimiter);
  const wanted = options.header ?? 'auto';
  const header = wanted === 'auto' ? !first.some((field) => isNoName(field, decimal)) : wanted;
  const rows = header ? head.slice(1) : head;
  if (rows.length === 0) throw new KMeansError('The file has a header line and no rows.');
  const names = nameColumns(first, header);
  const columns = names.map((name, index) => ({ name, index, numeric: looksNumeric(rows, index, decimal) }));

  const asked = options.columns ?? 'auto';
  const chosen = asked === 'auto' ? null : asked.map((ref) => findColumn(columns, ref));
  const truth = chooseTruth(columns, header, chosen ?? [], options.truth === undefined ? 'auto' : options.truth);
  const features = chosen ?? columns.filter((c) => c.numeric && c.index !== truth).map((c) => c.index);
  if (features.length === 0) throw new KMeansError('The file has no column of numbers to cluster on.');
  return { header, decimal, columns, features, truth };
}

function nameColumns(first: readonly string[], header: boolean): string[] {
  const seen = new Map<string, number>();
  return first.map((field, index) => {
    const name = (header && shown(field).trim()) || `column ${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** Half is enough, so that one bad value is reported with its line and does not silently drop a column. */
function looksNumeric(rows: readonly CsvRecord[], index: number, decimal: Decimal): boolean {
  const values = rows
    .map((row) => row.fields[index] ?? '')
    .filter((text) => !isMissing(text) && !NOT_FINITE.test(text));
  return values.length > 0 && 2 * values.filter((text) => isNumber(text, decimal)).length >= values.length;
}

function findColumn(columns: readonly CsvColumn[], ref: ColumnRef): number {
  const found = columns.find((column) => (typeof ref === 'number' ? column.index === ref : column.name === ref));
  if (found) return found.index;
  const names = columns.slice(0, 12).map((column) => column.name);
  throw new KMeansError(
    `There is no column ${shown(String(ref))} in the file; it has ${names.join(', ')}${columns.length > 12 ? ', ...' : ''}.`,
  );
}

function chooseTruth(
  columns: readonly CsvColumn[],
  header: boolean,
  taken: readonly number[],
  wanted: ColumnRef | null,
): number | null {
  if (wanted === null) return null;
  if (wanted !== 'auto') return findColumn(columns, wanted);
  const free = columns.filter((column) => !taken.includes(column.index));
  if (header) {
    const hasX = columns.some((column) => column.name.toLowerCase() === 'x');
    const named = free.find(({ name }) => {
      const lower = name.toLowerCase();
      return TRUTH_NAMES.includes(lower) && !(lower === 'y' && hasX);
    });
    if (named) return named.index;
  }
  const texts = free.filter((column) => !column.numeric);
  return texts.length === 1 ? texts[0]!.index : null;
}

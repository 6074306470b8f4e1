/** A CSV file as a stream of records: decoding, quoting and line numbers; nothing here knows what a field means. */

import Papa from 'papaparse';
import { KMeansError } from '../shared/types';

/** Bytes read, decoded and parsed at a time: memory stays small however large the file. */
const CHUNK_BYTES = 1 << 20;

/** Longest record in characters. Past it, an unclosed quote is swallowing the file. */
const MAX_RECORD = 4 << 20;

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface CsvRecord {
  /** Line of the file, counted from 1, on which the record starts. */
  readonly line: number;
  readonly fields: readonly string[];
}

export interface ReadHooks {
  /** Bytes read so far and in all. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

interface TextChunk {
  readonly text: string;
  readonly last: boolean;
}

/**
 * The file's text in pieces, with every line end as \n. UTF-8, or UTF-16 where a byte-order mark says so. Throws
 * KMeansError when it is neither.
 */
export async function* textChunks(file: Blob, hooks: ReadHooks = {}): AsyncGenerator<TextChunk> {
  let decoder = new TextDecoder('utf-8', { fatal: true });
  let heldReturn = '';
  let offset = 0;
  do {
    hooks.signal?.throwIfAborted();
    const bytes = new Uint8Array(await file.slice(offset, offset + CHUNK_BYTES).arrayBuffer());
    if (offset === 0) decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
    offset += CHUNK_BYTES;
    const last = offset >= file.size;
    let text = heldReturn + decode(decoder, bytes, last);
    // A \r at the end may be the first half of \r\n.
    heldReturn = !last && text.endsWith('\r') ? '\r' : '';
    if (heldReturn !== '') text = text.slice(0, -1);
    if (text.includes('\0'))
      throw new KMeansError(
        'The file holds zero bytes: it is binary data, or UTF-16 without a byte-order mark; save it as UTF-8.',
      );
    yield { text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, last };
    hooks.onProgress?.(Math.min(offset, file.size), file.size);
  } while (offset < file.size);
}

/** By the byte-order mark; UTF-16 without one is told by its zero bytes, and refused. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function decode(decoder: TextDecoder, bytes: Uint8Array, last: boolean): string {
  try {
    return decoder.decode(bytes, { stream: !last });
  } catch {
    const encoding = decoder.encoding === 'utf-8' ? 'UTF-8' : 'UTF-16';
    throw new KMeansError(
      `The file is not ${encoding} text: it is binary data, or text in another encoding; save it as UTF-8.`,
    );
  }
}

/** Records the delimiter is guessed from. */
const GUESS = { newline: '\n', preview: 20, skipEmptyLines: true } as const;

/**
 * The delimiter that cuts the first records most evenly; a comma when none occurs. Where semicolons cut them evenly too
 * and leave numbers such as 1,5, the commas are decimals.
 */
export function guessDelimiter(text: string): Delimiter {
  const { meta } = Papa.parse(text, { ...GUESS, delimitersToGuess: [...DELIMITERS] });
  const found = DELIMITERS.find((delimiter) => delimiter === meta.delimiter) ?? ',';
  return found === ',' && cutBySemicolons(text) ? ';' : found;
}

function cutBySemicolons(text: string): boolean {
  if (!text.includes(';')) return false;
  const { data: rows } = Papa.parse<string[]>(text, { ...GUESS, delimiter: ';' });
  const width = rows[0]?.length ?? 0;
  if (width < 2 || rows.some((row) => row.length !== width)) return false;
  const fields = rows.flat();
  return fields.some((field) => /^\s*[+-]?\d*,\d+\s*$/.test(field)) && !fields.some((field) => /,.*,/.test(field));
}

/** The part of Papa's answer that is used here. */
interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string; readonly row: number }[];
  readonly meta: { readonly cursor: number };
}

/**
 * The file's records in batches, blank lines left out. Throws KMeansError, naming the line, when a quoted field is not
 * closed or has text after its closing quote; the signal's reason when aborted.
 */
export async function* recordBatches(
  file: Blob,
  delimiter: Delimiter,
  hooks: ReadHooks = {},
): AsyncGenerator<CsvRecord[]> {
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  let carry = '';
  let line = 1;
  for await (const { text, last } of textChunks(file, hooks)) {
    const input = carry + text;
    const { data, errors, meta } = parser.parse(input, 0, !last) as Parsed;
    carry = last ? '' : input.slice(meta.cursor);
    const quoted = input.includes('"');
    const batch: CsvRecord[] = [];
    data.forEach((fields, row) => {
      refuseBadQuotes(errors, row, line);
      if (fields.length > 1 || fields[0]!.trim() !== '') batch.push({ line, fields });
      line += 1 + (quoted ? lineEndsIn(fields) : 0);
    });
    if (carry.length > MAX_RECORD) {
      throw new KMeansError(`line ${line}: the record is longer than ${MAX_RECORD} characters; is a quote not closed?`);
    }
    yield batch;
  }
}

/**
 * Throws when the parser's first complaint is about this row. The record cut off at a chunk's end is not among the rows,
 * so complaints about it do not count: it is parsed again, whole, with the next chunk.
 */
function refuseBadQuotes(errors: Parsed['errors'], row: number, line: number): void {
  const [error] = errors;
  if (error?.row !== row) return;
  if (error.code === 'MissingQuotes') throw new KMeansError(`line ${line}: a quoted field is never closed.`);
  throw new KMeansError(`line ${line}: a quoted field has text after its closing quote; is a quote not closed?`);
}

function lineEndsIn(fields: readonly string[]): number {
  let count = 0;
  for (const field of fields) for (let at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) count++;
  return count;
}

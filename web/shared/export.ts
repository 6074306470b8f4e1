/** Results as files for other programs. */

import Papa from 'papaparse';
import type { HistoryEntry, HistoryFile, RaceEntry } from './result-schema';

/** What a spreadsheet would compute instead of show (ASVS 1.2.10); such texts get a leading apostrophe. */
export const FORMULA = /^[=+\-@\t\r]/;

/** One race as its result object, several or none as a history. Ends with a line feed. */
export function historyJson(entries: readonly HistoryEntry[]): string {
  const [first] = entries;
  const file: HistoryFile = { schema: 1, history: entries };
  const value = entries.length === 1 && first?.kind === 'race' ? first.result : file;
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * One row a timed sample: race (when it ended), points, engine, threads, round (from 1), milliseconds a fit. Lines end
 * with CR LF (RFC 4180). Numbers are written as numbers.
 */
export function samplesCsv(races: readonly RaceEntry[]): string {
  const data = races.flatMap(({ at, points, result }) =>
    result.engines.flatMap(({ id, threads, samplesMs }) =>
      samplesMs.map((ms, index) => [at, points, id, threads, index + 1, ms]),
    ),
  );
  const fields = ['race', 'points', 'engine', 'threads', 'round', 'ms'];
  return `${Papa.unparse({ fields, data }, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`;
}

/** The rows a benchmark leaves: JSON lines, the only source of every table, and the same as CSV. */

import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { ToolError } from './run.mjs';

/**
 * One row: what one contestant did in one cell in one browser launch.
 * @typedef {object} Row
 * @property {1} schema
 * @property {string} run the run that measured it
 * @property {'cell' | 'sentinel'} role
 * @property {string} grid
 * @property {import('./bench-grids.mjs').Cell} cell
 * @property {string} label contestant
 * @property {string} lane
 * @property {number} threads
 * @property {number} launch counted from 1; for a sentinel its turn in the run
 * @property {string} browser
 * @property {string} scope
 * @property {number} [medianMs]
 * @property {number[]} [samplesMs] in the order taken; sample i of every row of the launch is from round i
 * @property {boolean} sameAnswer
 * @property {number} [inertiaGap] of a peer: how far its inertia is from ours, as a share
 * @property {string} [error] why there are no times
 */

/** Columns of rows.csv, by path in the row. */
const COLUMNS = [
  'run',
  'role',
  'grid',
  'cell.data',
  'cell.n',
  'cell.d',
  'cell.k',
  'label',
  'lane',
  'threads',
  'launch',
  'browser',
  'scope',
  'medianMs',
  'madMs',
  'coldMs',
  'loadMs',
  'copyInMs',
  'rounds',
  'iterations',
  'converged',
  'inertia',
  'labelsSha256',
  'centroidsSha256',
  'sameAnswer',
  'inertiaGap',
  'error',
];

/** The rows of one folder. */
export class RowStore {
  #file;
  /** @type {Row[]} */
  rows;

  /**
   * Opens a folder; it is made when there is something to write.
   * @param {string} folder
   * @throws {ToolError} naming a line that is no row
   */
  constructor(folder) {
    this.folder = folder;
    this.#file = path.join(folder, 'rows.jsonl');
    this.rows = existsSync(this.#file) ? parseRows(readFileSync(this.#file, 'utf8'), this.#file) : [];
    // A run cut off in the middle of a line leaves one that is dropped here and measured again.
    if (existsSync(this.#file)) writeFileSync(this.#file, this.rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }

  /** @param {readonly Row[]} rows */
  add(rows) {
    mkdirSync(this.folder, { recursive: true });
    appendFileSync(this.#file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    this.rows.push(...rows);
  }

  /** Writes rows.csv anew. */
  writeCsv() {
    this.write('rows.csv', toCsv(this.rows));
  }

  /** @param {string} name @param {string} text */
  write(name, text) {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(path.join(this.folder, name), text);
  }
}

/**
 * Rows from JSON lines; an unfinished last line is left out.
 * @param {string} text
 * @param {string} name of the file, for messages
 * @returns {Row[]}
 */
export function parseRows(text, name) {
  const lines = text.split('\n');
  const unfinished = lines.pop();
  if (unfinished) console.error(`${name}: the last line is cut off; it is left out`);
  return lines.map((line, i) => {
    try {
      return JSON.parse(line);
    } catch {
      throw new ToolError(`${name}, line ${i + 1}: not a row; remove the line or choose another --out`);
    }
  });
}

/**
 * What tells measurements apart: equal keys are the same measurement.
 * @param {Pick<Row, 'grid' | 'cell' | 'label' | 'launch' | 'browser'>} row
 */
export function rowKey({ grid, cell, label, launch, browser }) {
  return [grid, cell.id, label, launch, browser].join('|');
}

/**
 * Measured again: of rows with equal keys the last one counts.
 * @param {readonly Row[]} rows
 * @returns {Row[]}
 */
export function latestRows(rows) {
  return [...new Map(rows.map((row) => [rowKey(row), row])).values()];
}

/**
 * Items by key, in the order they first come.
 * @template T, K
 * @param {readonly T[]} items
 * @param {(item: T) => K} keyOf
 * @returns {Map<K, T[]>}
 */
export function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(item);
  }
  return groups;
}

/** @param {readonly Row[]} rows */
export function toCsv(rows) {
  const pick = (row, column) => column.split('.').reduce((value, key) => value?.[key], row);
  const data = rows.map((row) => COLUMNS.map((column) => pick({ ...row, rounds: row.samplesMs?.length }, column)));
  return `${Papa.unparse({ fields: COLUMNS.map((column) => column.replace('cell.', '')), data }, { newline: '\n' })}\n`;
}

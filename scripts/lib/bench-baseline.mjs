/** Baselines of the benchmark: what is kept of a run, so that a later one can be held against it. Pure. */

import { groupBy, latestRows } from './bench-rows.mjs';
import { pairedLogs } from './bench-stats.mjs';
import { ToolError } from './run.mjs';

const SCHEMA = 'kmeans-race-baseline/1';

/** The lane every other lane is measured by. */
export const BASE = 'js-tuned';

/** A logarithm of a ratio beyond this is no measurement: e^20 is half a billion. */
const MOST_LOG = 20;
/** Launches of a cell, rounds of a launch: bounds on what a file may ask this program to compute. */
const MOST_LAUNCHES = 100;
const MOST_ROUNDS = 1001;
const MOST_CELLS = 1000;
const MOST_LANES = 100;

/** There is nothing to hold against each other: another machine, another browser, no such file. Exit code 3. */
export class NothingToCompare extends ToolError {}

/**
 * Where ratios hold: they carry over to no other processor and no other version of a browser.
 * @typedef {object} Place
 * @property {string} cpu model
 * @property {number} processors
 * @property {string} browser name
 * @property {number} major version of the browser
 */

/**
 * @typedef {object} BaselineLane
 * @property {string} label
 * @property {readonly (readonly number[])[]} logs by launch and round: log(milliseconds of BASE / milliseconds of the lane)
 */

/**
 * @typedef {object} Baseline
 * @property {typeof SCHEMA} schema
 * @property {string} grid
 * @property {Place} place
 * @property {string} version of kmeans-race that was measured
 * @property {readonly { id: string, lanes: readonly BaselineLane[] }[]} cells
 */

/**
 * The place rows were measured at.
 * @param {readonly import('./bench-rows.mjs').Row[]} rows
 * @returns {Place}
 * @throws {NothingToCompare} when no row tells, or they tell of several
 */
export function placeOf(rows) {
  const places = rows.flatMap(({ environment, browser }) => (environment ? [placeFrom(environment, browser)] : []));
  const told = [...new Set(places.map(placeName))];
  if (told.length === 0) throw new NothingToCompare('bench: no row says where it was measured');
  if (told.length > 1) {
    throw new NothingToCompare(`bench: these rows are of several machines or browsers: ${told.join('; ')}`);
  }
  return places[0];
}

/**
 * @param {{ cpu: string, processors: number, browser: string }} environment `browser` like `chromium 156.0.1`
 * @param {string} browser name
 * @returns {Place}
 */
export function placeFrom({ cpu, processors, browser: version }, browser) {
  return { cpu, processors, browser, major: Number(/(\d+)(\.\d+)*$/.exec(version ?? '')?.[1] ?? 0) };
}

/** @param {Place} place */
export function placeName({ cpu, processors, browser, major }) {
  return `${browser} ${major} on ${cpu} with ${processors} processors`;
}

/**
 * What is kept of a grid's rows: ratios of samples of the same round, never milliseconds.
 * @param {string} grid
 * @param {readonly import('./bench-rows.mjs').Row[]} rows of one browser
 * @returns {Baseline}
 * @throws {NothingToCompare} when there are no ratios in them
 */
export function makeBaseline(grid, rows) {
  const good = latestRows(rows.filter((row) => row.role === 'cell' && row.grid === grid)).filter((row) => !row.error);
  const cells = [...groupBy(good, ({ cell }) => cell.id)].flatMap(([id, members]) => {
    const lanes = lanesOf(members);
    return lanes.length === 0 ? [] : [{ id, lanes }];
  });
  if (cells.length === 0) {
    throw new NothingToCompare(`bench: the rows of grid ${grid} hold no lane beside ${BASE}, so there are no ratios`);
  }
  const version = good.findLast((row) => row.environment)?.environment.version ?? 'unknown';
  return { schema: SCHEMA, grid, place: placeOf(good), version, cells };
}

function lanesOf(rows) {
  const bases = new Map(rows.filter(({ label }) => label === BASE).map((row) => [row.launch, row]));
  const others = groupBy(
    rows.filter(({ label, launch }) => label !== BASE && bases.has(launch)),
    ({ label }) => label,
  );
  return [...others].map(([label, launches]) => ({
    label,
    logs: launches.map((row) => pairedLogs(bases.get(row.launch).samplesMs, row.samplesMs).map(rounded)),
  }));
}

/** A millionth is far below any noise. */
const rounded = (log) => Number(log.toFixed(6));

/**
 * Reads a baseline, trusting nothing of it.
 * @param {string} text of the file
 * @param {string} name of the file, for messages
 * @returns {Baseline}
 * @throws {NothingToCompare} naming the file, the place in it and what is wrong there
 */
export function readBaseline(text, name) {
  const refuse = (why) => {
    throw new NothingToCompare(`bench: ${name} is no baseline: ${why}`);
  };
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    refuse('it is not JSON');
  }
  if (value?.schema !== SCHEMA) refuse(`its schema is not ${SCHEMA}`);
  const { grid, place, version, cells } = value;
  const checks = [
    ['grid', isWord(grid)],
    ['version', isWord(version)],
    ['place.cpu', isWord(place?.cpu)],
    ['place.browser', isWord(place?.browser)],
    ['place.processors', isCount(place?.processors)],
    ['place.major', isCount(place?.major)],
    ['cells', isList(cells, MOST_CELLS)],
  ];
  const bad = checks.find(([, fine]) => !fine)?.[0] ?? badCell(cells);
  if (bad) refuse(`${bad} is missing or not what it should be`);
  const { cpu, processors, browser, major } = place;
  return { schema: SCHEMA, grid, place: { cpu, processors, browser, major }, version, cells };
}

/** Path of the first cell, lane or launch that is not what it should be, or null. */
function badCell(cells) {
  for (const [i, cell] of cells.entries()) {
    if (!isWord(cell?.id)) return `cells[${i}].id`;
    if (!isList(cell.lanes, MOST_LANES)) return `cells[${i}].lanes`;
    for (const [j, lane] of cell.lanes.entries()) {
      const path = `cells[${i}].lanes[${j}]`;
      if (!isWord(lane?.label)) return `${path}.label`;
      if (!isList(lane.logs, MOST_LAUNCHES)) return `${path}.logs`;
      const launch = lane.logs.findIndex((rounds) => !isList(rounds, MOST_ROUNDS) || !rounds.every(isLog));
      if (launch >= 0) return `${path}.logs[${launch}]`;
    }
  }
  return null;
}

const isLog = (value) => typeof value === 'number' && Math.abs(value) <= MOST_LOG;
const isCount = (value) => Number.isSafeInteger(value) && value >= 1;
const isList = (value, most) => Array.isArray(value) && value.length >= 1 && value.length <= most;
/** Printable ASCII only: these words are shown on a terminal. */
const isWord = (value) => typeof value === 'string' && /^[ -~]{1,200}$/.test(value);

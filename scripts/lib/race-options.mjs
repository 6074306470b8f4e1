/** The flags of `npm run race`: the page's parameters, and what only a terminal has. */

import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, ToolError } from './run.mjs';

/** A command line that cannot be used: shown as its message, exit code 2. */
export class UsageError extends ToolError {}

/** @typedef {'chromium' | 'firefox'} BrowserName */

/**
 * @typedef {object} RaceOptions
 * @property {string} query the page's parameters as an address carries them, without the `?`
 * @property {BrowserName} browser
 * @property {{ file: string, kind: 'csv' | 'f64', d: number | null } | null} data the caller's points
 * @property {string | null} centroids CSV file of starting centroids
 * @property {string | null} json where to write the result object
 * @property {string | null} samples where to write the timed samples as CSV
 * @property {number | null} controlRaces how many A/A races to run instead of a race
 * @property {import('../../web/shared/params').Params} params what the query says, for what runs beside the page's controls
 * @property {number} timeoutMs
 */

const OWN_FLAGS = [
  ['browser', 'chromium or firefox; default chromium'],
  ['csv', 'FILE: race on the points of a CSV file'],
  ['f64', 'FILE: race on little-endian float64 values, row-major; needs --d'],
  ['centroids', 'FILE: CSV of starting centroids; every lane starts from them'],
  ['json', 'FILE: write the result object'],
  ['samples', 'FILE: write the timed samples as CSV: engine, threads, round, ms'],
  ['control-races', 'N: run N A/A races instead, a lane against itself; --engines names the lanes, which take turns'],
  ['timeout', 'Seconds to wait for the race or experiment; default 600'],
];

/** Flags that leave no room for others. */
const NOT_WITH = {
  csv: ['distribution', 'n', 'd', 'f64'],
  f64: ['distribution', 'n'],
  centroids: ['k', 'init'],
  'control-races': ['csv', 'f64', 'centroids', 'samples', 'experiment'],
};

/**
 * Modules of the page's TypeScript, loaded without a build step: one place says what a parameter may be.
 * @param {...string} files under web/
 * @returns {Promise<Record<string, any>>} what they export, together
 */
export async function loadPage(...files) {
  const { runnerImport } = await import('vite');
  const load = (file) => runnerImport(path.join(ROOT, 'web', file), { configFile: false });
  const modules = await Promise.all(files.map(load));
  return Object.assign({}, ...modules.map(({ module }) => module));
}

/**
 * Reads the command line. Null when it asks for help, which is then printed.
 * @param {readonly string[]} args
 * @returns {Promise<RaceOptions | null>}
 * @throws {UsageError} naming the flag
 */
export async function readOptions(args) {
  const { PARAM_SPECS, DEFAULTS, parseParams } = await loadPage('shared/params.ts');
  // What is asked for on a terminal always runs.
  const specs = PARAM_SPECS.filter(({ name }) => name !== 'run');
  const given = readFlags(args, [...specs.map(({ name }) => name), ...OWN_FLAGS.map(([name]) => name)]);
  if (given.help) {
    console.log(helpText(specs, DEFAULTS));
    return null;
  }
  for (const [file, others] of Object.entries(NOT_WITH)) {
    const clash = others.find((other) => given[file] !== undefined && given[other] !== undefined);
    if (clash) throw new UsageError(`race: --${clash} does not go with --${file}`);
  }
  const data = dataOf(given);
  const query = new URLSearchParams(
    specs.flatMap(({ name }) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
  // The features of a raw file may be more than a generated dataset has.
  if (data) query.delete('d');
  const { params, problems } = parseParams(query);
  const [problem] = problems;
  if (problem) throw new UsageError(`race: --${problem.message.replace(/; \S+( \S+)? is used\.$/, '.')}`);
  if (params.experiment !== 'race' && given.samples !== undefined) {
    throw new UsageError('race: --samples is for a race; --json has the samples of an experiment');
  }
  return {
    query: query.toString(),
    params,
    controlRaces:
      given['control-races'] === undefined ? null : wholeNumber('control-races', given['control-races'], 1, 10_000),
    browser: oneOf('browser', given.browser ?? 'chromium', ['chromium', 'firefox']),
    data,
    centroids: given.centroids === undefined ? null : inputFile('centroids', given.centroids),
    json: outputFile('json', given.json),
    samples: outputFile('samples', given.samples),
    timeoutMs: 1000 * wholeNumber('timeout', given.timeout ?? '600', 1, 86_400),
  };
}

function readFlags(args, names) {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string', multiple: true }]));
  const { values } = parseStrictly(args, { ...options, help: { type: 'boolean', short: 'h' } });
  const flags = Object.entries(values).map(([name, value]) => {
    if (Array.isArray(value) && value.length > 1)
      throw new UsageError(`race: --${name} is given ${value.length} times`);
    return [name, Array.isArray(value) ? value[0] : value];
  });
  return Object.fromEntries(flags);
}

function parseStrictly(args, options) {
  try {
    return parseArgs({ args: [...args], options });
  } catch (error) {
    const [, word] = /'(.+?)(?: <value>)?'/.exec(error.message) ?? [null, args.join(' ')];
    if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      throw new UsageError(`race: there is no flag ${word}; --help lists them all`);
    }
    if (error.code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') {
      throw new UsageError(`race: '${word}' is not a flag; --help lists them all`);
    }
    throw new UsageError(
      `race: ${word.replace(/^-h, /, '')} needs a value, written ${word}=VALUE when it starts with a dash`,
    );
  }
}

function dataOf({ csv, f64, d }) {
  if (csv !== undefined) return { file: inputFile('csv', csv), kind: 'csv', d: null };
  if (f64 === undefined) return null;
  if (d === undefined) throw new UsageError('race: --f64 needs --d, the number of features');
  return { file: inputFile('f64', f64), kind: 'f64', d: wholeNumber('d', d, 1, 1024) };
}

function wholeNumber(flag, text, min, max) {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`race: --${flag} cannot be '${text}': it must be a whole number from ${min} to ${max}`);
}

function oneOf(flag, text, choices) {
  if (choices.includes(text)) return text;
  throw new UsageError(`race: --${flag} cannot be '${text}': it must be ${choices.join(' or ')}`);
}

function inputFile(flag, name) {
  const file = path.resolve(name);
  if (existsSync(file) && statSync(file).isFile()) return file;
  throw new UsageError(`race: --${flag}: there is no file ${name}`);
}

/** Found out before the race, not after it. */
function outputFile(flag, name) {
  if (name === undefined) return null;
  const file = path.resolve(name);
  if (!existsSync(path.dirname(file)))
    throw new UsageError(`race: --${flag}: there is no folder ${path.dirname(name)}`);
  if (existsSync(file) && !statSync(file).isFile()) throw new UsageError(`race: --${flag}: ${name} is not a file`);
  return file;
}

function helpText(specs, defaults) {
  const values = (spec) => {
    if (spec.choices) return spec.type === 'list' ? `with commas: ${spec.choices.join(' ')}` : spec.choices.join(', ');
    return `${spec.type === 'auto-integer' ? 'auto or ' : ''}${spec.min} to ${spec.max}`;
  };
  const line = (name, text) => `  --${name.padEnd(15)}${text}`;
  return [
    'npm run race -- [flags]: one race, or one experiment, in a headless browser',
    '',
    'What is raced (the parameters of the page):',
    ...specs.map((spec) => line(spec.name, `${spec.description} (${values(spec)}); default ${defaults[spec.name]}`)),
    '',
    'Points, start and output:',
    ...OWN_FLAGS.map(([name, text]) => line(name, text)),
    line('help', 'This list'),
    '',
    'Exit codes: 0 done, 1 bad data, no result or answers that differ, 2 bad usage.',
  ].join('\n');
}

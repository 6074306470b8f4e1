/**
 * `npm run race -- [flags]`: a race, an experiment or a series of A/A races in a headless browser, as tables on the
 * terminal. `--help` lists the flags.
 */

import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { CONTROL_LANES, controlRaces, controlText } from './lib/race-control.mjs';
import { answersDiffer, experimentText } from './lib/race-experiment-report.mjs';
import { loadPage, readOptions, UsageError } from './lib/race-options.mjs';
import { launchBrowser, onPage, runExperiment, runRace } from './lib/race-page.mjs';
import { reportText, samplesCsv } from './lib/race-report.mjs';
import { run, runMain, say, ToolError } from './lib/run.mjs';
import { buildSite, serveSite } from './lib/site.mjs';

await runMain(async () => {
  const options = await readOptions(process.argv.slice(2)).catch((error) => {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exit(2);
  });
  if (options === null) process.exit(0);
  const { text, json, samples, fair } = await inBrowser(options, modeOf(options));
  say(text);
  if (options.json) save(options.json, `${JSON.stringify(json, null, 2)}\n`);
  if (options.samples) save(options.samples, samples);
  // The server listens until the process ends.
  process.exit(fair ? 0 : 1);
});

/** What is asked for: A/A races, an experiment or a race. */
function modeOf({ controlRaces: count, params }) {
  if (count !== null) return control;
  return params.experiment === 'race' ? race : experiment;
}

async function race(browser, url, options) {
  const result = await onPage(browser, url, options, (page) => runRace(page, options.timeoutMs, showProgress));
  return { text: reportText(result), json: result, samples: samplesCsv(result), fair: result.sameAnswer };
}

async function experiment(browser, url, options) {
  const id = options.params.experiment;
  const { result, problem } = await onPage(browser, url, options, (page) =>
    runExperiment(page, id, options.timeoutMs, showProgress),
  );
  const notes = problem === '' ? [] : [`note: ${problem}`];
  return { text: [experimentText(id, result), ...notes].join('\n'), json: result, fair: !answersDiffer(result) };
}

async function control(browser, url, options) {
  const { params, controlRaces: races, timeoutMs } = options;
  const named = new URLSearchParams(options.query).has('engines');
  const code = await loadPage('shared/lanes.ts', 'stats/verdict.ts');
  const plan = {
    races,
    lanes: named ? params.engines : CONTROL_LANES,
    params,
    known: code.LANES,
    compare: code.compare,
    timeoutMs,
  };
  // Lanes the page opens ahead must not be those of the first race: every worker is to be fresh.
  const outcome = await onPage(browser, url, { ...options, query: 'n=100&engines=js-objects' }, (page) =>
    controlRaces(page, plan, showProgress),
  );
  return { text: controlText(outcome), json: outcome, fair: outcome.sameAnswer };
}

async function inBrowser(options, mode) {
  const browser = await launchBrowser(options.browser);
  try {
    run(process.execPath, ['scripts/build-wasm.mjs']);
    buildSite();
    const url = await serveSite({ port: await freePort() });
    return await mode(browser, url, withSafeThreads(options));
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    await browser.close();
  }
}

/** Driven from outside, Firefox ESR now and then stalls when more than one thread worker starts at once. */
function withSafeThreads(options) {
  const query = new URLSearchParams(options.query);
  const automatic = (query.get('threads') ?? 'auto') === 'auto';
  if (options.browser !== 'firefox' || !automatic || availableParallelism() <= 2) return options;
  console.error(
    'race: 2 threads in Firefox, which may stall with more when driven from outside; --threads overrides it',
  );
  query.set('threads', '2');
  return { ...options, query: query.toString(), params: { ...options.params, threads: 2 } };
}

function showProgress(status) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${status}`);
}

function save(file, text) {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new ToolError(`race: cannot write ${file}: ${error.message}`);
  }
}

/** A port nobody listens on now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** `npm run race -- [flags]`: one race in a headless browser, a table on the terminal. `--help` lists the flags. */

import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { readOptions, UsageError } from './lib/race-options.mjs';
import { launchBrowser, raceOnPage } from './lib/race-page.mjs';
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
  const result = await raceIn(options);
  say(reportText(result));
  if (options.json) save(options.json, `${JSON.stringify(result, null, 2)}\n`);
  if (options.samples) save(options.samples, samplesCsv(result));
  // The server listens until the process ends.
  process.exit(result.sameAnswer ? 0 : 1);
});

async function raceIn(options) {
  const browser = await launchBrowser(options.browser);
  try {
    run(process.execPath, ['scripts/build-wasm.mjs']);
    buildSite();
    const url = await serveSite({ port: await freePort() });
    return await raceOnPage(browser, url, withSafeThreads(options), showProgress);
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
  return { ...options, query: query.toString() };
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

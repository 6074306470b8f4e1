/** The page in a headless browser: opened with points and start, and what runs on it. */

/* global window, document -- in the functions that run in the page */

import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe } from './apt.mjs';
import { findChromium, findFirefox } from './browsers.mjs';
import { NEEDS } from './needs.mjs';
import { ToolError } from './run.mjs';

/** Features an address may name; files may have others. */
const ADDRESS_FEATURES = { min: 2, max: 64 };
/** How long the page may take to open, and to read a file. */
const OPEN_MS = 60_000;
/** How often the status line is read. */
const WATCH_MS = 500;

/**
 * Starts a headless browser. The caller closes it.
 * @param {import('./race-options.mjs').BrowserName} name
 * @returns {Promise<import('@playwright/test').Browser>}
 * @throws {ToolError} saying what to install when it is not there
 */
export async function launchBrowser(name) {
  const executablePath = name === 'firefox' ? findFirefox() : findChromium();
  if (executablePath === null) {
    const need = NEEDS.filter((entry) => entry.name.toLowerCase() === name);
    throw new ToolError(
      `race: ${name} is missing; install it: sudo apt-get install ${need[0]?.packages[0] ?? name}\n${describe(need)}`,
    );
  }
  const { chromium, firefox } = await import('@playwright/test');
  return name === 'firefox'
    ? firefox.launch({ executablePath, channel: 'moz-firefox' })
    : chromium.launch({ executablePath });
}

/**
 * Opens the page at the options, with their points and start, does something there, and closes it.
 * @template T
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url address of the page
 * @param {import('./race-options.mjs').RaceOptions} options
 * @param {(page: import('@playwright/test').Page) => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {ToolError} with the page's own sentence when the data cannot be read
 */
export async function onPage(browser, url, options, work) {
  const page = await browser.newPage();
  const folder = mkdtempSync(path.join(tmpdir(), 'kmeans-race-'));
  try {
    await page.addInitScript(() => {
      window.addEventListener('kmeans-race-ready', () => (window.raceReady = true));
    });
    await page.goto(`${url}?${queryFor(options)}`, { timeout: OPEN_MS });
    await until(page, () => window.raceReady === true, OPEN_MS, 'the page did not get ready');
    if (options.data) await giveData(page, options, folder);
    if (options.centroids) await giveCentroids(page, options.centroids);
    return await work(page);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await page.close();
  }
}

/** The address for the options: a raw file takes its features from there. */
function queryFor({ query, data }) {
  const params = new URLSearchParams(query);
  if (data?.kind === 'f64' && isAddressable(data.d)) {
    params.set('distribution', 'blobs');
    params.set('d', String(data.d));
  }
  return params.toString();
}

const isAddressable = (d) => d >= ADDRESS_FEATURES.min && d <= ADDRESS_FEATURES.max;

async function giveData(page, { data, query }, folder) {
  const file = fileFor(data, folder);
  const answer = page.evaluate(
    () =>
      new Promise((resolve) => {
        window.addEventListener('kmeans-race-data', (event) => resolve(event.detail), { once: true });
        window.addEventListener('kmeans-race-error', (event) => resolve({ message: event.detail.message }), {
          once: true,
        });
      }),
  );
  await page.locator('#file-input').setInputFiles(file);
  const { n, message } = await within(answer, OPEN_MS, `reading ${data.file} took too long`);
  if (message !== undefined) throw new ToolError(`race: ${data.file}: ${message}`);
  const k = Number(new URLSearchParams(query).get('k') ?? 0);
  if (k > n) throw new ToolError(`race: --k ${k} is more than the ${n} points of ${data.file}`);
}

/** The file under a name that tells its kind; raw values of unusual width as text, which keeps every bit. */
function fileFor({ file, kind, d }, folder) {
  const stem = path.join(folder, path.parse(file).name);
  if (kind === 'f64' && !isAddressable(d)) {
    writeFileSync(`${stem}.csv`, textOf(readFileSync(file), d, file));
    return `${stem}.csv`;
  }
  const named = kind === 'f64' ? `${stem}.f64` : `${stem}.csv`;
  if (path.extname(file) === path.extname(named)) return file;
  symlinkSync(file, named);
  return named;
}

function textOf(bytes, d, file) {
  if (bytes.length === 0 || bytes.length % (8 * d) !== 0) {
    throw new ToolError(
      `race: ${file}: The file has ${bytes.length} bytes, which is not ${d} values of 8 bytes a row.`,
    );
  }
  const values = new Float64Array(new Uint8Array(bytes).buffer);
  const value = (x) => (Object.is(x, -0) ? '-0' : String(x));
  const row = (i) => Array.from(values.subarray(i * d, (i + 1) * d), value).join(',');
  return Array.from({ length: values.length / d }, (_, i) => row(i)).join('\n');
}

async function giveCentroids(page, file) {
  const refused = page.evaluate(
    () =>
      new Promise((resolve) => {
        window.addEventListener('kmeans-race-error', (event) => resolve(event.detail.message), { once: true });
      }),
  );
  // The page may close with this still waiting.
  refused.catch(() => undefined);
  await page.locator('#centroids-input').setInputFiles(file);
  const taken = page.locator('option[value=given]').waitFor({ state: 'attached', timeout: OPEN_MS });
  const message = await within(Promise.race([refused, taken]), OPEN_MS, `reading ${file} took too long`);
  if (message !== undefined) throw new ToolError(`race: ${file}: ${message}`);
}

/**
 * Runs one race.
 * @param {import('@playwright/test').Page} page ready
 * @param {number} timeoutMs
 * @param {(status: string) => void} onProgress told the page's status line now and then
 * @returns {Promise<import('../../web/shared/result').RaceResult>}
 * @throws {ToolError} with the page's own sentence when the race fails, and when time is up
 */
export async function runRace(page, timeoutMs, onProgress) {
  const ended = page.evaluate(async () => {
    await window.kmeansRace.run();
    return { result: window.kmeansRace.result, words: document.querySelector('#errors')?.textContent ?? '' };
  });
  const { result, words } = await watched(page, ended, '#status', timeoutMs, onProgress);
  if (result === null) throw new ToolError(`race: ${words}`);
  return result;
}

/**
 * Runs one experiment.
 * @param {import('@playwright/test').Page} page ready
 * @param {string} id
 * @param {number} timeoutMs
 * @param {(status: string) => void} onProgress told the section's status line now and then
 * @returns {Promise<{ result: Readonly<Record<string, unknown>>, problem: string }>} `problem`: what the page says against the
 *   result, or nothing
 * @throws {ToolError} with the page's own sentence when there is no result, and when time is up
 */
export async function runExperiment(page, id, timeoutMs, onProgress) {
  const status = `#experiment-${id} [role=status]`;
  const ended = page.evaluate(
    async ([name, line]) => {
      const result = await window.kmeansRace.experiment(name);
      // The sentence stands in the section a moment after the run has ended.
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { result, problem: document.querySelector(line)?.textContent ?? '' };
    },
    [id, status],
  );
  const { result, problem } = await watched(page, ended, status, timeoutMs, onProgress);
  if (result === null) throw new ToolError(`race: ${id} gave no result: ${problem || 'this page does not have it'}`);
  return { result, problem };
}

/** Waits for what runs on the page and tells its status line meanwhile. */
async function watched(page, ended, line, timeoutMs, onProgress) {
  let last = '';
  const watching = setInterval(() => {
    page
      .locator(line)
      .textContent({ timeout: WATCH_MS })
      .then((status) => onProgress((last = status ?? '')))
      // It is over and the page closed, or there is no such line.
      .catch(() => undefined);
  }, WATCH_MS);
  try {
    return await within(ended, timeoutMs, () => `no result (${last}); --timeout sets another limit`);
  } finally {
    clearInterval(watching);
  }
}

async function until(page, condition, ms, complaint) {
  const started = Date.now();
  while (!(await page.evaluate(condition))) {
    if (Date.now() - started > ms) throw new ToolError(`race: ${complaint} within ${ms / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A promise with an end: rejects when the time is up, whatever the other does. */
function within(promise, ms, complaint) {
  promise.catch(() => undefined);
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      const words = typeof complaint === 'function' ? complaint() : complaint;
      reject(new ToolError(`race: gave up after ${ms / 1000} s: ${words}`));
    }, ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Where the browsers are. One place, so the set-up, the tests and the race drive the same ones. */

import { isProgram, ToolError, which } from './run.mjs';

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FIREFOX_NAMES = ['firefox-esr', 'firefox'];

/**
 * Path of a Chromium or Chrome: `KMEANS_CHROMIUM` if it names one, else the first on PATH, else null.
 * @returns {string | null}
 * @throws {ToolError} when the variable names something else than a program
 */
export function findChromium() {
  return find('KMEANS_CHROMIUM', CHROMIUM_NAMES);
}

/**
 * Path of a Firefox: `KMEANS_FIREFOX` if it names one, else the first on PATH, else null.
 * @returns {string | null}
 * @throws {ToolError} when the variable names something else than a program
 */
export function findFirefox() {
  return find('KMEANS_FIREFOX', FIREFOX_NAMES);
}

function find(variable, names) {
  const chosen = process.env[variable];
  if (chosen && !isProgram(chosen)) throw new ToolError(`${variable} names ${chosen}, which is not a program`);
  if (chosen) return chosen;
  return names.map(which).find((file) => file !== null) ?? null;
}

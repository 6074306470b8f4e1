/** The service worker of the built site: made last, as it lists every other file. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { ROOT } from './run.mjs';

const SOURCE = path.join(ROOT, 'web/workers/service.worker.ts');
const NAME = 'sw.js';

/**
 * Vite plugin: writes `sw.js` beside `index.html`, with the names of all files of the site and a hash of their contents.
 * @returns {import('vite').Plugin}
 */
export function serviceWorker() {
  return {
    name: 'service-worker',
    apply: 'build',
    async writeBundle({ dir }) {
      const files = listSite(dir);
      writeFileSync(path.join(dir, NAME), await bundle(files.map(addressOf), versionOf(dir, files)));
    },
  };
}

/**
 * Every file of the site but the worker itself, sorted, with forward slashes.
 * @param {string} dir
 * @returns {string[]}
 */
export function listSite(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => file !== NAME && !path.basename(file).startsWith('.'))
    .sort();
}

/**
 * A hash of all names and contents: another build with the same files has the same version.
 * @param {string} dir
 * @param {readonly string[]} files
 */
export function versionOf(dir, files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(`${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(path.join(dir, file)))
        .digest(),
    );
  return hash.digest('hex').slice(0, 16);
}

/** Hosts redirect `index.html` to its folder, and a redirected copy cannot answer for the page. */
function addressOf(file) {
  return file === 'index.html' ? './' : file;
}

/** One classic script: not every browser takes modules as service workers. */
async function bundle(files, version) {
  const result = await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'warn',
    define: { __SITE_FILES__: JSON.stringify(files), __SITE_VERSION__: JSON.stringify(version) },
    build: { write: false, target: 'es2022', rolldownOptions: { input: SOURCE, output: { format: 'iife' } } },
  });
  return result.output[0].code;
}

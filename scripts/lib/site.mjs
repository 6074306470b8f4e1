/** The built page: whether it is up to date, and serving it. */

import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { capture, ROOT, run, say, succeeds, ToolError } from './run.mjs';

const INPUTS = [
  'index.html',
  'web',
  'vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
  'scripts/lib',
];
const HOST = '127.0.0.1';

/**
 * Builds dist/ with Vite unless it is newer than everything it is made of.
 * @throws {ToolError} when the build fails
 */
export function buildSite() {
  if (!existsSync(path.join(ROOT, 'index.html')))
    throw new ToolError('build: index.html is not there, so there is no page to build');
  const built = path.join(ROOT, 'dist/index.html');
  if (existsSync(built) && statSync(built).mtimeMs > newestInput()) {
    say('build: dist/ is up to date');
    return;
  }
  say('build: building the page into dist/');
  run('vite', ['build', '--logLevel', 'warn']);
}

/**
 * Serves dist/ on 127.0.0.1 until the process is told to stop (SIGINT or SIGTERM).
 * @param {{ port: number, isolated?: boolean }} options `isolated: false` leaves out the isolation headers, to show
 *   what the page does on a host that cannot send them
 * @returns {Promise<string>} the address, once it answers
 * @throws {ToolError} when dist/ is not there or the port is taken
 */
export async function serveSite({ port, isolated = true }) {
  if (!existsSync(path.join(ROOT, 'dist/index.html')))
    throw new ToolError('serve: dist/ is not built: run `npm run build` first');
  const { preview } = await import('vite');
  const server = await preview({
    root: ROOT,
    // Without the configuration file there are no headers; `mpa` answers 404 where a file is missing.
    ...(isolated ? {} : { configFile: false }),
    appType: 'mpa',
    logLevel: 'error',
    preview: { host: HOST, port, strictPort: true, open: false },
  }).catch((error) => {
    if (!/in use|EADDRINUSE/.test(String(error))) throw error;
    throw new ToolError(
      `serve: port ${port} is taken by another program; choose another one: PORT=${port + 1} npm start`,
    );
  });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void server.close().finally(() => process.exit(0)));
  }
  return `http://${HOST}:${port}/`;
}

/**
 * The port to serve on: `PORT`, or the given one.
 * @param {number} fallback
 * @throws {ToolError} when PORT is not a port number
 */
export function portFromEnv(fallback) {
  const text = process.env.PORT;
  if (!text) return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new ToolError(`PORT is "${text}", which is not a port number (1 to 65535)`);
  }
  return port;
}

/** Time of the newest input; a commit counts, because the page carries the commit's name. */
function newestInput() {
  const inputs = INPUTS.map((name) => path.join(ROOT, name));
  if (succeeds('git', ['rev-parse'])) {
    inputs.push(path.resolve(ROOT, capture('git', ['rev-parse', '--git-path', 'logs/HEAD']).trim()));
  }
  return Math.max(...inputs.map(newest));
}

/** Newest time of a file, or of a folder and everything in it. A folder's own time tells of removed files. */
function newest(file) {
  if (!existsSync(file)) return 0;
  const stat = statSync(file);
  const below = stat.isDirectory() ? readdirSync(file).map((name) => newest(path.join(file, name))) : [];
  return Math.max(stat.mtimeMs, ...below);
}

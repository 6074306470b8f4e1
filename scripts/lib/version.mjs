/** The version the page and its results carry. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { capture, ROOT } from './run.mjs';

/**
 * Package version and short commit, like `0.1.0+a6a6f16`; `0.1.0+unknown` outside a Git checkout.
 * @returns {string}
 */
export function readVersion() {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return `${version}+${readCommit()}`;
}

function readCommit() {
  try {
    return capture('git', ['rev-parse', '--short', 'HEAD']).trim();
  } catch {
    return 'unknown';
  }
}

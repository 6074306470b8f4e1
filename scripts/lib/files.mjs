/** The project's own files: what Git tracks or would track. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { capture, ROOT } from './run.mjs';

/**
 * Paths from the root of every tracked or untracked, not ignored file with one of these endings.
 * @param {RegExp} ending
 * @returns {string[]}
 */
export function listFiles(ending) {
  const all = capture('git', ['ls-files', '-co', '--exclude-standard', '-z']).split('\0');
  // Git still lists a tracked file that was deleted but not yet committed.
  return [...new Set(all)].filter((file) => ending.test(file) && existsSync(path.join(ROOT, file)));
}

/** C++ sources and headers. */
export const CPP = /\.(cpp|h|hpp|cc)$/;

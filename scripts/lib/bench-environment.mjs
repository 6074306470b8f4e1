/** What a benchmark's figures depend on besides the code: machine, programs, load. */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { capture, ROOT } from './run.mjs';
import { readVersion } from './version.mjs';

const GOVERNOR = '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor';

/** Model of the processor, and how many of them there are. */
export function describeProcessor() {
  return { cpu: os.cpus()[0]?.model.trim() || 'unknown', processors: os.availableParallelism() };
}

/** What does not change during a run. */
export function describeMachine() {
  return {
    version: readVersion(),
    ...describeCommit(),
    ...describeProcessor(),
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    kernel: `${os.type()} ${os.release()} ${os.arch()}`,
    governor: existsSync(GOVERNOR) ? readFileSync(GOVERNOR, 'utf8').trim() : 'unknown',
    node: process.version,
    playwright: packageVersion('@playwright/test'),
    wasmSha256: wasmHashes(),
  };
}

/** Load average over the last minute: above about 1 before a run, something else is using the machine. */
export function loadAverage() {
  return Number(os.loadavg()[0].toFixed(2));
}

/**
 * Version of an installed npm package.
 * @param {string} name
 */
export function packageVersion(name) {
  return JSON.parse(readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/** The commit measured, and whether files differ from it; nulls outside a Git checkout. */
function describeCommit() {
  try {
    const commit = capture('git', ['rev-parse', 'HEAD']).trim();
    return { commit, changed: capture('git', ['status', '--porcelain', '--untracked-files=no']).trim() !== '' };
  } catch {
    return { commit: null, changed: null };
  }
}

function wasmHashes() {
  const folder = path.join(ROOT, 'dist/wasm');
  const files = readdirSync(folder).filter((name) => name.endsWith('.wasm'));
  const hash = (name) => createHash('sha256').update(readFileSync(path.join(folder, name)));
  return Object.fromEntries(files.map((name) => [name, hash(name).digest('hex')]));
}

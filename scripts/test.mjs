/**
 * `npm test`: every check, in order, stopping at the first that fails.
 * `npm test -- NAME ...` runs only the named steps or groups; `--only` before the names may be written or not.
 */

import { buildNative } from './lib/native.mjs';
import { capture, run, say } from './lib/run.mjs';

const node = (...args) => run(process.execPath, args);
const tsc = (...names) => names.forEach((name) => run('tsc', ['-p', `tsconfig.${name}.json`]));

/** Name, groups it belongs to, what it does. */
const STEPS = [
  ['format', ['cpp', 'web'], () => node('scripts/format.mjs', '--check')],
  ['eslint', ['lint', 'web'], () => node('scripts/lint.mjs', 'ts')],
  ['clang-tidy', ['lint', 'cpp'], () => node('scripts/lint.mjs', 'cpp')],
  ['tsc', ['web'], () => tsc('shared', 'worker', 'client', 'node')],
  ['native', ['cpp'], buildNative],
  ['ctest', ['cpp'], ctest],
  ['wasm', ['web', 'e2e'], () => node('scripts/build-wasm.mjs', '--node')],
  ['vitest', ['web'], () => run('vitest', ['run'])],
  ['build', ['e2e'], () => run('vite', ['build', '--logLevel', 'warn'])],
  ['playwright', ['e2e'], () => run('playwright', ['test'])],
  ['webkit', ['e2e'], () => node('e2e/webkit/datasets.mjs')],
];

const steps = chooseSteps(process.argv.slice(2).filter((word) => word !== '--only'));
let passed = 0;
for (const [name, , check] of steps) {
  if (!passes(name, check)) {
    finish(1);
    break;
  }
  passed += 1;
}
if (passed === steps.length) finish(0);

function passes(name, check) {
  say(`-- ${name}`);
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
  try {
    check();
  } catch (error) {
    say(error.name === 'ToolError' ? error.message : error);
    say(`-- ${name}: FAILED after ${seconds()} s`);
    return false;
  }
  say(`-- ${name}: passed in ${seconds()} s`);
  return true;
}

/** Shows only the summary; ctest's whole output is part of the error when a test fails. */
function ctest() {
  const log = capture('ctest', ['--test-dir', 'build/native', '--output-on-failure', '--no-tests=error']);
  say(log.match(/.*tests passed.*/)?.[0] ?? log);
}

function finish(failed) {
  const unrun = steps.length - passed - failed;
  if (unrun > 0) say(`not run: ${unrun} steps after the one that failed`);
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed;
}

function chooseSteps(words) {
  const known = new Set(STEPS.flatMap(([name, groups]) => [name, ...groups]));
  const unknown = words.filter((word) => !known.has(word));
  if (unknown.length > 0) {
    console.error(`no step or group is called ${unknown.join(', ')}; there are ${[...known].join(', ')}`);
    process.exit(1);
  }
  if (words.length === 0) return STEPS;
  return STEPS.filter(([name, groups]) => [name, ...groups].some((word) => words.includes(word)));
}

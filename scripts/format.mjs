/** Lays the files out, or checks that they are: `node scripts/format.mjs --write|--check`. */

import { CPP, listFiles } from './lib/files.mjs';
import { run, runMain } from './lib/run.mjs';

const PRETTIER = /\.(ts|tsx|mts|js|mjs|cjs|json|css|html|md|yml|yaml)$/;

await runMain(() => {
  const write = process.argv.includes('--write');
  runOn('prettier', [write ? '--write' : '--check', '--log-level', 'warn', '--ignore-unknown'], listFiles(PRETTIER));
  runOn('clang-format', write ? ['-i'] : ['--dry-run', '--Werror'], listFiles(CPP));
});

/** Without a file to work on, either program would wait for standard input or fail. */
function runOn(program, flags, files) {
  if (files.length > 0) run(program, [...flags, ...files]);
}

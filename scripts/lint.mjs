/** Looks for mistakes: `node scripts/lint.mjs [ts|cpp]`; both without an argument. */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { configureNative } from './lib/native.mjs';
import { listFiles } from './lib/files.mjs';
import { ROOT, run, runMain, say, ToolError } from './lib/run.mjs';

await runMain(async () => {
  const only = process.argv[2];
  if (only !== 'cpp') run('eslint', ['--max-warnings', '0', '.']);
  if (only !== 'ts') await tidy();
});

/** Runs clang-tidy on what the native build compiles from cpp/, a file a core at a time. */
async function tidy() {
  configureNative();
  const compiled = JSON.parse(readFileSync(path.join(ROOT, 'build/native/compile_commands.json'), 'utf8'));
  const own = new Set(listFiles(/^cpp\/.*\.cpp$/));
  const files = new Set(compiled.map(({ file }) => path.relative(ROOT, file)).filter((file) => own.has(file)));
  const queue = [...files];
  const failed = [];
  const work = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      if (!(await tidyFile(file))) failed.push(file);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  if (failed.length > 0)
    throw new ToolError(`clang-tidy: ${failed.length} of ${files.size} files: ${failed.join(', ')}`);
  say(`clang-tidy: ${files.size} files`);
}

/** Whether one file passes. Its findings are shown; the count of suppressed warnings in system headers is not. */
function tidyFile(file) {
  // The compile commands are written for g++, whose warning flags clang does not all know.
  const args = ['-p', 'build/native', '--quiet', '--extra-arg=-Wno-unknown-warning-option', file];
  const child = spawn('clang-tidy', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let shown = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (shown += text));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new ToolError(`clang-tidy: ${error.message}`)));
    child.on('close', (code) => {
      if (code !== 0) say(shown.trimEnd());
      resolve(code === 0);
    });
  });
}

/**
 * Builds the three WebAssembly modules and puts the browser's files into web/public/wasm/:
 * `node scripts/build-wasm.mjs [--node]`. With `--node` also the CommonJS ones the tests load in Node.
 * The generated files stay out of the bundler: a bundled pthread worker does not start.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { capture, ROOT, runMain, say, ToolError } from './lib/run.mjs';
import { emscriptenEnv, requireEmcc } from './lib/toolchain.mjs';

const MODULES = ['scalar', 'simd', 'threads'];
const PUBLIC = path.join(ROOT, 'web/public/wasm');

await runMain(() => {
  const presets = path.join(ROOT, 'CMakePresets.json');
  if (!existsSync(presets))
    throw new ToolError('build-wasm: CMakePresets.json is not there, so there is nothing to build');
  const emcc = requireEmcc();
  const env = emscriptenEnv(emcc);
  const stamp = createHash('sha256')
    .update(`${emcc.version}\n${emcc.root}\n`)
    .update(readFileSync(presets))
    .digest('hex');
  const targets = process.argv.includes('--node') ? ['kmeans_web', 'kmeans_node'] : ['kmeans_web'];
  const produced = MODULES.flatMap((id) => buildModule(id, targets, stamp, env));
  const changed = publish(produced);
  say(`build-wasm: emcc ${emcc.version}, ${MODULES.join(', ')}; ${changed} of ${produced.length} files changed`);
});

/**
 * Builds one module and returns the paths of its browser files.
 * The stamp stands for everything CMake does not watch itself; a new one starts the build folder afresh.
 */
function buildModule(id, targets, stamp, env) {
  const preset = `wasm-${id}`;
  const folder = path.join(ROOT, 'build', preset);
  const stampFile = path.join(folder, 'configured-with');
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    say(`build-wasm: configuring ${preset}`);
    rmSync(folder, { recursive: true, force: true });
    capture('cmake', ['--preset', preset], { env });
    writeFileSync(stampFile, stamp);
  }
  if (targets.includes('kmeans_node')) markCommonJs(path.join(folder, 'node'));
  const log = capture('cmake', ['--build', '--preset', preset, '--target', ...targets], { env });
  const warnings = log.split('\n').filter((line) => /\bwarning:/.test(line));
  if (warnings.length > 0) say(warnings.join('\n'));
  return browserFiles(path.join(folder, 'web'), id);
}

/** Node reads a .js file by the nearest package.json, and Emscripten's pthread worker here is CommonJS. */
function markCommonJs(folder) {
  mkdirSync(folder, { recursive: true });
  writeIfChanged(path.join(folder, 'package.json'), Buffer.from('{"type":"commonjs"}\n'));
}

/** Older Emscriptens write the pthread worker as a file of its own, newer ones do not. */
function browserFiles(folder, id) {
  const [loader, module, ...workers] = ['mjs', 'wasm', 'worker.js', 'worker.mjs'].map((ending) =>
    path.join(folder, `kmeans-${id}.${ending}`),
  );
  for (const file of [loader, module]) {
    if (!existsSync(file)) throw new ToolError(`build-wasm: the build succeeded without writing ${file}`);
  }
  return [loader, module, ...workers.filter((file) => existsSync(file))];
}

/** Makes web/public/wasm/ hold exactly these files; returns how many were written. */
function publish(files) {
  mkdirSync(PUBLIC, { recursive: true });
  const names = new Set(files.map((file) => path.basename(file)));
  for (const old of readdirSync(PUBLIC).filter((name) => !names.has(name))) {
    rmSync(path.join(PUBLIC, old), { recursive: true });
  }
  return files.filter((file) => writeIfChanged(path.join(PUBLIC, path.basename(file)), readFileSync(file))).length;
}

/** Leaves an equal file alone, so that its time, which later steps go by, stays. */
function writeIfChanged(file, content) {
  if (existsSync(file) && readFileSync(file).equals(content)) return false;
  writeFileSync(file, content);
  return true;
}

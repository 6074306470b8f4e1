/** Which Emscripten to use, and the environment its compiler needs. */

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isProgram, ToolError, which } from './run.mjs';

/** Oldest Emscripten the C++ code is built with. */
export const OLDEST_EMCC = '3.1.6';

/** Where Debian's `emscripten` package puts its compiler. */
const DEBIAN_EMCC = '/usr/bin/emcc';

/** Debian's copies of node modules: its Emscripten needs `acorn` from here when node is not Debian's own. */
const DEBIAN_NODE_MODULES = '/usr/share/nodejs';

/**
 * @typedef {object} Emcc
 * @property {string} program path of `emcc`
 * @property {string} root the folder that holds `cmake/Modules/Platform/Emscripten.cmake`
 * @property {string} version like `3.1.6`
 */

/**
 * Every Emscripten there is, in order of preference: `$EMSDK`, PATH, Debian's.
 * @returns {Emcc[]}
 */
export function listEmcc() {
  const places = [
    process.env.EMSDK ? path.join(process.env.EMSDK, 'upstream/emscripten/emcc') : null,
    which('emcc'),
    DEBIAN_EMCC,
  ];
  const programs = new Set(places.filter((place) => place !== null && isProgram(place)));
  return [...programs].map(describe).filter((emcc) => emcc !== null);
}

/**
 * The Emscripten to use: the first that is new enough, or null.
 * @returns {Emcc | null}
 */
export function findEmcc() {
  return listEmcc().find((emcc) => !isOlder(emcc.version, OLDEST_EMCC)) ?? null;
}

/**
 * Environment variables for CMake and ninja when they build WebAssembly.
 * @param {Emcc} emcc
 * @returns {Record<string, string>}
 */
export function emscriptenEnv(emcc) {
  const env = { EMSCRIPTEN_ROOT: emcc.root };
  if (existsSync(DEBIAN_NODE_MODULES)) {
    const paths = [process.env.NODE_PATH, DEBIAN_NODE_MODULES].filter(Boolean);
    env.NODE_PATH = paths.join(path.delimiter);
  }
  return env;
}

/**
 * The Emscripten to use.
 * @returns {Emcc}
 * @throws {ToolError} when there is none
 */
export function requireEmcc() {
  const emcc = findEmcc();
  if (emcc === null) {
    throw new ToolError(`no emcc ${OLDEST_EMCC} or newer on PATH or in $EMSDK: run \`node scripts/setup.mjs start\``);
  }
  return emcc;
}

/**
 * Whether dotted version `a` is older than `b`.
 * @param {string} a
 * @param {string} b
 */
export function isOlder(a, b) {
  return a.localeCompare(b, 'en', { numeric: true }) < 0;
}

/** The version comes from Emscripten's own file: starting the compiler to ask takes half a second. */
function describe(program) {
  const root = path.dirname(realpathSync(program));
  const file = path.join(root, 'emscripten-version.txt');
  if (!existsSync(file)) return null;
  return { program, root, version: readFileSync(file, 'utf8').trim().replaceAll('"', '') };
}

/** What each command needs on the machine: one table. */

import { existsSync } from 'node:fs';
import { findChromium, findFirefox } from './browsers.mjs';
import { which } from './run.mjs';
import { findEmcc, listEmcc, OLDEST_EMCC } from './toolchain.mjs';

/** @typedef {'start' | 'test' | 'race'} Mode */

/**
 * @typedef {object} Need
 * @property {string} name what it is, for people
 * @property {string} why what it is needed for
 * @property {() => boolean} found whether it is on the machine
 * @property {readonly string[]} packages Debian and Ubuntu packages that bring it; the first one on offer is taken
 * @property {readonly Mode[]} modes commands that need it
 * @property {() => string} [hint] what else to say when it is missing
 */

const ALL = /** @type {const} */ (['start', 'test', 'race']);
const TEST = /** @type {const} */ (['test']);

/** @type {readonly Need[]} */
export const NEEDS = [
  {
    name: `Emscripten ${OLDEST_EMCC} or newer`,
    why: 'compiles the C++ to WebAssembly',
    found: () => findEmcc() !== null,
    packages: ['emscripten'],
    modes: ALL,
    hint: describeOldEmcc,
  },
  program('CMake', 'cmake', 'configures the C++ builds', 'cmake', ALL),
  program('Ninja', 'ninja', 'runs the C++ builds', 'ninja-build', ALL),
  program('a C++20 compiler', 'g++', 'builds the native tests and command line', 'g++', TEST),
  program('Git', 'git', 'lists the files to check', 'git', TEST),
  program('clang-format', 'clang-format', 'checks the layout of the C++', 'clang-format', TEST),
  program('clang-tidy', 'clang-tidy', 'checks the C++ for mistakes', 'clang-tidy', TEST),
  header('GoogleTest', 'gtest/gtest.h', 'runs the C++ tests', 'libgtest-dev'),
  header('Google Benchmark', 'benchmark/benchmark.h', 'measures the C++ kernels', 'libbenchmark-dev'),
  header('JSON for Modern C++', 'nlohmann/json.hpp', 'reads the golden vectors in C++', 'nlohmann-json3-dev'),
  {
    name: 'Chromium',
    why: 'runs the page in tests',
    found: () => findChromium() !== null,
    packages: ['chromium', 'chromium-browser'],
    modes: TEST,
    hint: () => 'KMEANS_CHROMIUM may name a Chromium or Chrome',
  },
  {
    name: 'Firefox',
    why: 'runs the page in tests',
    found: () => findFirefox() !== null,
    packages: ['firefox-esr', 'firefox'],
    modes: TEST,
    hint: () => 'KMEANS_FIREFOX may name a Firefox',
  },
  {
    name: 'Chromium or Firefox',
    why: 'runs the race',
    found: () => findChromium() !== null || findFirefox() !== null,
    packages: ['chromium', 'firefox-esr', 'chromium-browser', 'firefox'],
    modes: ['race'],
    hint: () => 'KMEANS_CHROMIUM or KMEANS_FIREFOX may name one',
  },
];

/**
 * What a command needs and the machine does not have.
 * @param {Mode} mode
 * @returns {Need[]}
 */
export function missingNeeds(mode) {
  return NEEDS.filter((need) => need.modes.includes(mode) && !need.found());
}

/** @returns {Need} */
function program(name, command, why, debianPackage, modes) {
  return { name, why, found: () => which(command) !== null, packages: [debianPackage], modes };
}

/** @returns {Need} */
function header(name, file, why, debianPackage) {
  const found = () => ['/usr/include', '/usr/local/include'].some((folder) => existsSync(`${folder}/${file}`));
  return { name, why, found, packages: [debianPackage], modes: TEST };
}

function describeOldEmcc() {
  const old = listEmcc().map((emcc) => `${emcc.version} in ${emcc.root} is too old`);
  return [...old, 'a newer one from emsdk is used when EMSDK names its folder'].join('; ');
}

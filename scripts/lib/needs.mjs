/** What each command needs on the machine: one table. */

import { existsSync, readdirSync } from 'node:fs';
import { findChromium, findFirefox } from './browsers.mjs';
import { succeeds, which } from './run.mjs';
import { findEmcc, listEmcc, OLDEST_EMCC } from './toolchain.mjs';

/** @typedef {'start' | 'test' | 'race' | 'bench'} Mode `bench`: only what its comparison with other programs adds */

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
  header('JSON for Modern C++', 'nlohmann/json.hpp', 'writes reports and reads golden vectors', 'nlohmann-json3-dev'),
  header('CLI11', 'CLI/CLI.hpp', 'reads the flags of the native command line', 'libcli11-dev'),
  header('libcsv', 'csv.h', 'reads CSV in the native command line', 'libcsv-dev'),
  header('fast_float', 'fast_float/fast_float.h', 'reads numbers in the native command line', 'libfast-float-dev'),
  header('OpenSSL', 'openssl/evp.h', 'hashes answers in the native command line', 'libssl-dev'),
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
  program('WebKitGTK', 'WebKitWebDriver', 'runs the page in a third engine in tests', 'webkit2gtk-driver', TEST),
  program('Xvfb', 'Xvfb', 'gives WebKitGTK a screen', 'xvfb', TEST),
  {
    name: 'Chromium or Firefox',
    why: 'runs the race',
    found: () => findChromium() !== null || findFirefox() !== null,
    packages: ['chromium', 'firefox-esr', 'chromium-browser', 'firefox'],
    modes: ['race'],
    hint: () => 'KMEANS_CHROMIUM or KMEANS_FIREFOX may name one',
  },
  pythonModule('scikit-learn', 'sklearn', 'python3-sklearn'),
  pythonModule('threadpoolctl', 'threadpoolctl', 'python3-threadpoolctl'),
  pythonModule('OpenCV', 'cv2', 'python3-opencv'),
  {
    name: 'OpenBLAS with threads',
    why: 'multiplies matrices for NumPy and scikit-learn',
    found: () => hasOpenBlas('/usr/lib'),
    packages: ['libopenblas0-pthread'],
    modes: ['bench'],
  },
];

/** The Python of the comparison: the system's, whose packages are the ones named here. */
export const PYTHON = '/usr/bin/python3';

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

/** @returns {Need} */
function pythonModule(name, module, debianPackage) {
  const probe = `import importlib.util, sys; sys.exit(importlib.util.find_spec("${module}") is None)`;
  const found = () => succeeds(PYTHON, ['-c', probe]);
  return { name, why: 'is raced against in the benchmark', found, packages: [debianPackage], modes: ['bench'] };
}

/** Debian keeps it in a folder named after the machine's architecture. */
function hasOpenBlas(libraries) {
  return readdirSync(libraries).some((folder) =>
    existsSync(`${libraries}/${folder}/openblas-pthread/libopenblas.so.0`),
  );
}

function describeOldEmcc() {
  const old = listEmcc().map((emcc) => `${emcc.version} in ${emcc.root} is too old`);
  return [...old, 'a newer one from emsdk is used when EMSDK names its folder'].join('; ');
}

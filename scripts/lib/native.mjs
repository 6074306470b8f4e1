/** The native C++ build: command line, tests, benchmarks. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { capture, ROOT, ToolError } from './run.mjs';

/**
 * Configures the `native` preset. CMake makes it quick when nothing changed.
 * The list of compile commands is for clang-tidy.
 * @throws {ToolError} when CMake fails, or there is nothing to configure
 */
export function configureNative() {
  if (!existsSync(path.join(ROOT, 'CMakePresets.json'))) {
    throw new ToolError('native: CMakePresets.json is not there, so there is nothing to configure');
  }
  capture('cmake', ['--preset', 'native', '-DCMAKE_EXPORT_COMPILE_COMMANDS=ON']);
}

/**
 * Configures and builds the `native` preset into build/native.
 * @throws {ToolError} with the compiler's output when it fails
 */
export function buildNative() {
  configureNative();
  capture('cmake', ['--build', '--preset', 'native']);
}

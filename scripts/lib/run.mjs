/** Running programs and talking to the terminal. Node's own modules only: the set-up runs before any package is there. */

import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root folder of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A failure whose message is all the person at the terminal needs: no stack trace is shown. */
export class ToolError extends Error {
  name = 'ToolError';
}

/**
 * Prints one line.
 * @param {string} line
 */
export function say(line) {
  console.log(line);
}

/**
 * Runs a script's `main`; a ToolError is shown as its message, anything else with its stack. Both exit 1.
 * @param {() => void | Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof ToolError ? error.message : error);
    process.exit(1);
  }
}

/**
 * Full path of a program on PATH, or null.
 * @param {string} name
 * @returns {string | null}
 */
export function which(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder !== '' && isProgram(file)) return file;
  }
  return null;
}

/**
 * Whether a path is a file this user may execute.
 * @param {string} file
 */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The environment of a child: this one's, with the locally installed npm programs first on PATH. */
function childEnv(extra) {
  const bin = path.join(ROOT, 'node_modules', '.bin');
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/**
 * Runs a program from the project root with its output on this terminal.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string> }} [options]
 * @throws {ToolError} when it cannot be started or exits with anything but 0
 */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit', env: childEnv(options.env) });
  check(program, args, result);
}

/**
 * Runs a program from the project root and returns what it wrote to standard output.
 * What it wrote is part of the error when it fails, so a quiet step still explains itself.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string> }} [options]
 * @returns {string}
 * @throws {ToolError} when it cannot be started or exits with anything but 0
 */
export function capture(program, args, options = {}) {
  const result = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: childEnv(options.env),
  });
  check(program, args, result, `${result.stdout ?? ''}${result.stderr ?? ''}`);
  return result.stdout;
}

/**
 * Whether a program starts and exits with 0. Its output is thrown away.
 * @param {string} program
 * @param {readonly string[]} args
 */
export function succeeds(program, args) {
  return spawnSync(program, args, { cwd: ROOT, stdio: 'ignore', env: childEnv({}) }).status === 0;
}

function check(program, args, result, output = '') {
  if (result.status === 0) return;
  const command = [program, ...args].join(' ');
  const shown = command.length > 200 ? `${command.slice(0, 200)} ...` : command;
  const reason = result.error?.message ?? (result.signal ? `killed by ${result.signal}` : `exit code ${result.status}`);
  throw new ToolError(`${output}failed: ${shown} (${reason})`);
}

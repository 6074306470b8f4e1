/** Installing Debian and Ubuntu packages. */

import { capture, say, succeeds, ToolError, which } from './run.mjs';

const QUIET = { DEBIAN_FRONTEND: 'noninteractive' };

/**
 * Installs what is missing: as root, or through sudo when it asks for no password.
 * @param {readonly import('./needs.mjs').Need[]} missing
 * @throws {ToolError} saying what to do where this user cannot install, or with apt's output when it fails
 */
export function installMissing(missing) {
  if (which('apt-get') === null) {
    throw new ToolError(
      'setup: there is no apt-get here: install these with the tools of this system, then run the command again',
    );
  }
  const prefix = rootPrefix();
  if (prefix === null) {
    const names = missing.map((need) => need.packages[0]).join(' ');
    throw new ToolError(
      'setup: installing needs root. Type this, then run the command again:\n' +
        `  sudo apt-get update && sudo apt-get install --no-install-recommends ${names}`,
    );
  }
  say('setup: refreshing the package lists (apt-get update)');
  apt(prefix, ['update', '-qq']);
  const names = missing.map(choosePackage);
  say(`setup: installing ${names.join(' ')} (apt-get install)`);
  apt(prefix, ['install', '-y', '-qq', '--no-install-recommends', ...names]);
}

/**
 * One line a need: what it is, what for, and the package that brings it.
 * @param {readonly import('./needs.mjs').Need[]} needs
 */
export function describe(needs) {
  const line = (need) => {
    const hint = need.hint ? `; ${need.hint()}` : '';
    return `  ${need.name}: ${need.why} (package ${need.packages.join(' or ')}${hint})`;
  };
  return needs.map(line).join('\n');
}

/** What to put before a command to run it as root: nothing, sudo, or null when neither works. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return which('sudo') !== null && succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n'] : null;
}

/** Package names differ between Debian and Ubuntu: takes the first this machine can install. */
function choosePackage(need) {
  const offered = (name) =>
    /Candidate: (?!\(none\))\S/.test(capture('apt-cache', ['policy', name], { env: { LC_ALL: 'C' } }));
  return need.packages.find(offered) ?? need.packages[0];
}

/** The whole output of apt is shown only when it fails. sudo drops the environment, so `env` sets it again. */
function apt(prefix, args) {
  const settings = Object.entries(QUIET).map(([name, value]) => `${name}=${value}`);
  const [program, ...rest] = [...prefix, 'env', ...settings, 'apt-get', ...args];
  capture(program, rest);
}

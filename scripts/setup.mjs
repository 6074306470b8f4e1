/**
 * Finds or installs what a command needs: `node scripts/setup.mjs start|test|race`.
 * Uses Node's own modules only, and changes nothing when everything is there.
 */

import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, installMissing } from './lib/apt.mjs';
import { missingNeeds } from './lib/needs.mjs';
import { ROOT, run, runMain, say, ToolError } from './lib/run.mjs';
import { isOlder, listEmcc, OLDEST_EMCC } from './lib/toolchain.mjs';

const MODES = ['start', 'test', 'race'];
const OLDEST_NODE = '20.19.0';

await runMain(() => {
  const mode = process.argv[2] ?? 'start';
  if (!MODES.includes(mode)) throw new ToolError(`setup: unknown mode "${mode}"; known are ${MODES.join(', ')}`);
  checkNode();
  installNpmPackages();
  installTools(mode);
});

function checkNode() {
  if (isOlder(process.versions.node, OLDEST_NODE)) {
    throw new ToolError(`setup: Node ${process.versions.node} is too old; ${OLDEST_NODE} or newer is needed`);
  }
}

/** npm writes `node_modules/.package-lock.json` last, so its time tells when the install was finished. */
function installNpmPackages() {
  const lock = path.join(ROOT, 'package-lock.json');
  const installed = path.join(ROOT, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say('setup: installing the npm packages of package-lock.json (npm ci)');
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
}

function installTools(mode) {
  for (const emcc of listEmcc().filter(({ version }) => isOlder(version, OLDEST_EMCC))) {
    say(`setup: not using emcc ${emcc.version} in ${emcc.root}: older than ${OLDEST_EMCC}`);
  }
  const missing = missingNeeds(mode);
  if (missing.length === 0) {
    say(`setup: everything for "${mode}" is here`);
    return;
  }
  say(`setup: missing for "${mode}":\n${describe(missing)}`);
  installMissing(missing);
  const stillMissing = missingNeeds(mode);
  if (stillMissing.length > 0) {
    throw new ToolError(`setup: still missing after the installation:\n${describe(stillMissing)}`);
  }
  say(`setup: everything for "${mode}" is here`);
}

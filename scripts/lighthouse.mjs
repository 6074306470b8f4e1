/**
 * `npm run lighthouse`: how Lighthouse scores the built page, served with the isolation headers. Fails below the floors.
 * Not part of `npm test`: performance is a time, and times depend on what else the machine does.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import lighthouse from 'lighthouse';
import { findChromium } from './lib/browsers.mjs';
import { runMain, say, ToolError } from './lib/run.mjs';
import { portFromEnv, serveSite } from './lib/site.mjs';

/** Least score of each category, of 100. */
const FLOORS = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 95 };
/** Most a lab figure may be: largest paint and blocking in milliseconds, layout shift without a unit. */
const CEILINGS = {
  'largest-contentful-paint': 1500,
  'total-blocking-time': 100,
  'cumulative-layout-shift': 0.02,
};
const START_TIMEOUT_MS = 15_000;

await runMain(async () => {
  const url = await serveSite({ port: portFromEnv(4173) });
  const browser = await startChromium();
  try {
    // A desktop, as the ceilings are meant for one: no simulated phone, no simulated slow network.
    const settings = {
      formFactor: 'desktop',
      screenEmulation: { mobile: false, width: 1280, height: 800, deviceScaleFactor: 1, disabled: false },
      throttlingMethod: 'provided',
    };
    const found = await lighthouse(
      url,
      { port: browser.port, logLevel: 'error' },
      { extends: 'lighthouse:default', settings },
    );
    if (!found) throw new ToolError('lighthouse: no report');
    report(found.lhr);
  } finally {
    await browser.stop();
  }
  process.exit(process.exitCode ?? 0);
});

/** @param {import('lighthouse').Result} result */
function report({ categories, audits }) {
  const low = [];
  for (const [name, floor] of Object.entries(FLOORS)) {
    const score = Math.round((categories[name].score ?? 0) * 100);
    say(`${name}: ${score} of 100, at least ${floor}`);
    if (score >= floor) continue;
    low.push(name);
    for (const { id } of categories[name].auditRefs) {
      const { score: part, title, displayValue = '' } = audits[id];
      if (part !== null && part < 1) say(`  ${id}: ${title} ${displayValue}`);
    }
  }
  for (const [name, ceiling] of Object.entries(CEILINGS)) {
    const { numericValue } = audits[name];
    say(`${name}: ${numericValue.toFixed(3)}, at most ${ceiling}`);
    if (numericValue > ceiling) low.push(name);
  }
  if (low.length === 0) return;
  say(`not good enough: ${low.join(', ')}`);
  process.exitCode = 1;
}

async function startChromium() {
  const program = findChromium();
  if (!program) throw new ToolError('lighthouse: there is no Chromium: run `node scripts/setup.mjs test`');
  const profile = mkdtempSync(path.join(tmpdir(), 'lighthouse-'));
  const flags = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-first-run'];
  // Chromium refuses its sandbox to root.
  if (process.getuid?.() === 0) flags.push('--no-sandbox');
  const child = spawn(program, [...flags, 'about:blank'], { stdio: 'ignore' });
  const over = once(child, 'exit');
  return {
    port: await debuggingPort(path.join(profile, 'DevToolsActivePort')),
    async stop() {
      child.kill();
      await over;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Chromium writes the port it has chosen into its profile. */
async function debuggingPort(file) {
  const until = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      const [port] = readFileSync(file, 'utf8').split('\n');
      if (port) return Number(port);
    } catch {
      // not yet
    }
    if (Date.now() > until) throw new ToolError('lighthouse: Chromium did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * The third engine: generated points have the same bytes in WebKitGTK, and a race there has one answer in all lanes,
 * with shared memory and without. `node e2e/webkit/datasets.mjs`, after a build.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runMain, say } from '../../scripts/lib/run.mjs';
import { portFromEnv, serveSite } from '../../scripts/lib/site.mjs';
import { startScreen, WebKitPage } from './driver.mjs';

/** Hashes of the little-endian float64 bytes; Node, Chromium and Firefox are held to the same table. */
const TABLE = JSON.parse(readFileSync(new URL('../../tests/fixtures/dataset-hashes.json', import.meta.url), 'utf8'));

const SINGLE = ['js-objects', 'js', 'js-tuned', 'js-exact', 'wasm', 'wasm-simd', 'wasm-exact'];
const THREADED = ['wasm-threads', 'wasm-exact-threads'];
const RACE = `?distribution=blobs&n=4097&d=3&k=7&seed=5&pairs=1&threads=2&engines=${[...SINGLE, ...THREADED].join(',')}`;

await runMain(async () => {
  const url = await serveSite({ port: portFromEnv(4173) + 2 });
  const screen = await startScreen();
  try {
    // WebKitGTK has SharedArrayBuffer behind this setting, also where a page is isolated.
    await withPage(screen.display, { JSC_useSharedArrayBuffer: '1' }, async (page) => {
      await checkDatasets(page, url);
      await checkRace(page, url, [...SINGLE, ...THREADED], true);
    });
    await withPage(screen.display, {}, (page) => checkRace(page, url, SINGLE, false));
  } finally {
    screen.stop();
  }
  process.exit(0);
});

async function withPage(display, env, work) {
  const page = await WebKitPage.open(display, env);
  try {
    await work(page);
  } finally {
    await page.close();
  }
}

async function open(page, address) {
  await page.goto(address);
  await page.evaluate(async () => {
    while (globalThis.kmeansRace?.status !== 'ready') await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

async function checkDatasets(page, url) {
  await open(page, url);
  const found = await page.evaluate(
    async (all) => {
      const lab = await globalThis.kmeansRace.lab();
      const hashes = [];
      for (const params of all) hashes.push((await lab.generate(params)).sha256);
      return hashes;
    },
    TABLE.map(({ params }) => params),
  );
  assert.deepEqual(
    TABLE.map(({ params }, i) => ({ params, sha256: found[i] })),
    TABLE,
  );
  say(`webkit: ${TABLE.length} datasets have the same bytes`);
}

async function checkRace(page, url, lanes, shared) {
  await open(page, `${url}${RACE}`);
  const { result, words } = await page.evaluate(async () => {
    await globalThis.kmeansRace.run();
    return { result: globalThis.kmeansRace.result, words: globalThis.document.body.innerText };
  });
  assert.ok(result, `the race ended without a result: ${words}`);
  assert.equal(result.environment.crossOriginIsolated, true);
  assert.equal(result.environment.sharedArrayBuffer, shared);
  assert.deepEqual(
    result.engines.map(({ id }) => id),
    lanes,
  );
  assert.equal(result.sameAnswer, true);
  const answers = result.engines.map(({ labelsSha256, centroidsSha256, inertia, iterations }) =>
    [labelsSha256, centroidsSha256, inertia, iterations].join(),
  );
  assert.equal(new Set(answers).size, 1);
  if (!shared) assert.match(words, /this browser has no SharedArrayBuffer/);
  say(`webkit: ${lanes.length} lanes agree ${shared ? 'with' : 'without'} shared memory`);
}

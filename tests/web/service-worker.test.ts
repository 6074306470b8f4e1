import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listSite, versionOf } from '../../scripts/lib/static-worker.mjs';
import { cacheKey, cacheName, cachePrefix, isolated, ISOLATION_HEADERS, strategyFor } from '../../web/platform/offline';
import { mayReload, MOST_RELOADS } from '../../web/platform/service-worker';

const SCOPE = 'https://host.example/some/path/';

describe('how a request is answered', () => {
  const ask = (url: string, rest = {}) =>
    strategyFor({ url, method: 'GET', mode: 'cors', cache: 'default', ...rest }, SCOPE);

  test('files with a hash in their name come from the cache, all others from the network if there is one', () => {
    expect(ask(`${SCOPE}assets/index-Abc.js`)).toBe('cache-first');
    expect(ask(SCOPE)).toBe('network-first');
    expect(ask(`${SCOPE}?k=3`)).toBe('network-first');
    expect(ask(`${SCOPE}wasm/kmeans-simd.wasm`)).toBe('network-first');
  });

  test('what is not of this site is left alone', () => {
    expect(ask('https://host.example/some/other/assets/a.js')).toBe('pass');
    expect(ask('https://elsewhere.example/some/path/assets/a.js')).toBe('pass');
    expect(ask(SCOPE, { method: 'POST' })).toBe('pass');
    expect(ask(SCOPE, { cache: 'only-if-cached' })).toBe('pass');
    expect(ask(SCOPE, { cache: 'only-if-cached', mode: 'same-origin' })).toBe('network-first');
  });

  test('every address of the page is one page', () => {
    for (const tail of ['', '?n=5&k=3', '#there', 'index.html', 'index.html?n=5']) {
      expect(cacheKey({ url: SCOPE + tail }, SCOPE)).toBe(SCOPE);
    }
    expect(cacheKey({ url: `${SCOPE}wasm/a.wasm?x` }, SCOPE)).toBe(`${SCOPE}wasm/a.wasm`);
  });

  test('caches of another site on the same host are not taken for old ones', () => {
    expect(cacheName(SCOPE, 'abc').startsWith(cachePrefix(SCOPE))).toBe(true);
    expect(cacheName(`${SCOPE}below/`, 'abc').startsWith(cachePrefix(SCOPE))).toBe(false);
    expect(cacheName('https://host.example/', 'abc').startsWith(cachePrefix(SCOPE))).toBe(false);
  });
});

describe('an answer', () => {
  test('has the isolation headers, its status and its body', async () => {
    const answer = isolated(new Response('no such file', { status: 404, statusText: 'Not Found' }), `${SCOPE}x.wasm`);
    expect(answer.status).toBe(404);
    expect(answer.statusText).toBe('Not Found');
    expect(await answer.text()).toBe('no such file');
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) expect(answer.headers.get(name)).toBe(value);
    expect(answer.headers.get('Content-Type')).not.toBe('application/wasm');
  });

  test('has the right type where hosts get it wrong', () => {
    const typed = (file: string) =>
      isolated(
        new Response('', { headers: { 'Content-Type': 'application/octet-stream' } }),
        `${SCOPE}${file}`,
      ).headers.get('Content-Type');
    expect(typed('wasm/kmeans-simd.wasm')).toBe('application/wasm');
    expect(typed('wasm/kmeans-simd.mjs?x')).toBe('text/javascript');
    expect(typed('data/points.f64')).toBe('application/octet-stream');
  });

  test('that cannot be read stays as it is', () => {
    const error = Response.error();
    expect(isolated(error, SCOPE)).toBe(error);
  });
});

describe('a reload', () => {
  const good = { isolated: false, framed: false, untouched: true, reloads: 0 };

  test('comes at most twice, and only where it is of use and takes nothing away', () => {
    expect(mayReload(good)).toBe(true);
    expect(mayReload({ ...good, reloads: MOST_RELOADS - 1 })).toBe(true);
    expect(mayReload({ ...good, reloads: MOST_RELOADS })).toBe(false);
    expect(mayReload({ ...good, reloads: null })).toBe(false);
    expect(mayReload({ ...good, isolated: true })).toBe(false);
    expect(mayReload({ ...good, framed: true })).toBe(false);
    expect(mayReload({ ...good, untouched: false })).toBe(false);
  });
});

describe('the list of files', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'site-'));
    mkdirSync(path.join(dir, 'assets'));
    for (const file of ['index.html', 'sw.js', '.hidden', 'assets/a.js']) writeFileSync(path.join(dir, file), file);
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  test('has every file but the worker itself and hidden ones', () => {
    expect(listSite(dir)).toEqual(['assets/a.js', 'index.html']);
  });

  test('has a version that follows contents and names, and nothing else', () => {
    const version = () => versionOf(dir, listSite(dir));
    const first = version();
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    writeFileSync(path.join(dir, 'sw.js'), 'another worker');
    expect(version()).toBe(first);
    writeFileSync(path.join(dir, 'assets/a.js'), 'changed');
    expect(version()).not.toBe(first);
  });
});

import type { Page } from '@playwright/test';
import { announced, expect, open, race, test } from './support/test';

/** What each payload tries: setting this global. Nothing may. */
const HIT = 'globalThis.hit=1';

const TAGS = [
  'img src=x',
  'svg',
  'body',
  'video src=x',
  'audio src=x',
  'iframe',
  'details open',
  'input autofocus',
  'object data=x',
  'math',
  'form action=x',
];
const EVENTS = [
  'onerror',
  'onload',
  'onclick',
  'onfocus',
  'onmouseover',
  'ontoggle',
  'onanimationstart',
  'onpointerenter',
];

const PAYLOADS: readonly string[] = [
  ...TAGS.flatMap((tag) => EVENTS.map((event) => `<${tag} ${event}=${HIT}>`)),
  ...TAGS.map((tag) => `"><${tag} onload='${HIT}'>`),
  ...TAGS.map((tag) => `</td></table><${tag} onerror=${HIT} `),
  ...[
    'script',
    'SCRIPT',
    'scr\u0000ipt',
    'script type=module',
    'svg><script',
    'noscript><script',
    'style',
    'template',
  ].flatMap((tag) => [`<${tag}>${HIT}</script>`, `</title><${tag}>${HIT}</script>`, `<!--><${tag}>${HIT}//`]),
  ...['javascript', 'JaVaScRiPt', 'java\tscript', 'data', 'vbscript', 'blob'].flatMap((scheme) => [
    `${scheme}:${HIT}`,
    `<a href="${scheme}:${HIT}" autofocus>x</a>`,
    `<iframe src="${scheme}:text/html,<script>${HIT}</script>">`,
  ]),
  ...['{{', '${', '#{', '<%=', '[[', '{%', '`${'].flatMap((open) => [
    `${open}${HIT}}}`,
    `x${open} constructor.constructor('${HIT}')() }}`,
  ]),
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'then',
    'length',
  ],
  ...['\u202e', '\u2066', '\u200f', '\u202d', '\u2069', '\ufeff', '\u200b'].map((mark) => `${mark}gnp.x${mark}`),
  ...['=', '+', '-', '@'].flatMap((sign) => [`${sign}cmd|' /C calc'!A0`, `${sign}HYPERLINK("javascript:${HIT}")`]),
  ...[
    '&lt;img src=x onerror=',
    '\\u003cimg src=x onerror=',
    '%3Cimg%20src=x%20onerror=',
    '\\x3cscript>',
    '&#x3c;script>',
  ].map((start) => `${start}${HIT}>`),
  "';globalThis.hit=1;//",
  '");globalThis.hit=1;//',
  '\\");globalThis.hit=1;//',
  '../../../../etc/passwd',
  'CON',
  'a\0b',
  'x'.repeat(5000),
  '<'.repeat(3000),
  '<b>'.repeat(1000),
];

const quoted = (text: string): string => `"${text.replaceAll('\0', '').replaceAll('"', '""')}"`;

interface Seen {
  readonly hit: boolean;
  readonly violations: number;
  readonly polluted: boolean;
  readonly foreign: string[];
  readonly longest: number;
}

/** What the page has become: scripts that ran, policies that were broken, elements that no component makes. */
async function look(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const foreign =
      'img, iframe, object, embed, video, audio, math, b, base, style, body script, template, [onload], [onerror], [onclick], [onfocus]';
    const all = [...document.body.querySelectorAll('*')];
    const own = all
      .flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === 3))
      .map((node) => node.textContent ?? '');
    return {
      hit: 'hit' in globalThis,
      violations: (globalThis as unknown as { violations: number }).violations,
      polluted: Object.keys(Object.prototype).length > 0,
      foreign: [...document.querySelectorAll(`#app :is(${foreign})`)].map(({ outerHTML }) => outerHTML.slice(0, 100)),
      longest: Math.max(...own.map((text) => text.length)),
    };
  });
}

const SOUND = { hit: false, violations: 0, polluted: false, foreign: [] };

/** Longest text of its own that the page writes into one element. */
const LONGEST = 600;

async function openWatched(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted = globalThis as unknown as { violations: number };
    counted.violations = 0;
    document.addEventListener('securitypolicyviolation', () => counted.violations++);
  });
  await open(page, '?k=2&n=50&pairs=1&engines=js,wasm-simd');
}

async function give(page: Page, name: string, text: string): Promise<void> {
  await page.locator('#file-input').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

test('there are at least 200 payloads', () => {
  expect(new Set(PAYLOADS).size).toBeGreaterThanOrEqual(200);
});

test('200 hostile headers and cells are text, cut in length, and nothing runs', async ({ page }) => {
  await openWatched(page);
  // As headers: columns of numbers, so that axes, lists and previews show them. Then as cells and true labels.
  for (let from = 0, times = 1; from < PAYLOADS.length; from += 40, times += 2) {
    const some = PAYLOADS.slice(from, from + 40);
    const row = (value: number) => some.map((_, i) => value + i).join();
    await give(page, 'headers.csv', `${some.map(quoted).join()}\n${row(1)}\n${row(3)}\n${row(8)}\n`);
    expect((await announced(page, 'kmeans-race-data', times)).detail).toMatchObject({ n: 3, d: some.length });
    const cells = some.map((text, i) => `${i},${i * i},${quoted(`${text}x`)}\n`);
    await give(page, 'cells.csv', `x,z,label\n${cells.join('')}`);
    await announced(page, 'kmeans-race-data', times + 1);
    const { longest, ...rest } = await look(page);
    expect(rest, `payloads from ${from}`).toEqual(SOUND);
    expect(longest).toBeLessThan(LONGEST);
  }
  await race(page);
  const { longest, ...rest } = await look(page);
  expect(rest).toEqual(SOUND);
  expect(longest).toBeLessThan(LONGEST);
});

test('hostile file names and errors about hostile cells are text, cut in length', async ({ page }) => {
  await openWatched(page);
  const some = PAYLOADS.filter((_, i) => i % 9 === 0 || i > PAYLOADS.length - 10);
  for (const [i, text] of some.entries()) {
    // Browsers take no zero bytes in names, and a path's end only.
    const name = `${text.replaceAll('\0', '').replaceAll('/', ':').replaceAll('\\', ':').slice(0, 200)}.csv`;
    await give(page, name, `x,z\n1,2\n3,4\n5,${quoted(text.replaceAll('\t', ' '))}\n7,8\n9,9\n`);
    await announced(page, 'kmeans-race-error', i + 1);
    const { longest, ...rest } = await look(page);
    expect(rest, text.slice(0, 60)).toEqual(SOUND);
    expect(longest).toBeLessThan(LONGEST);
  }
  await give(page, `${'<img src=x onerror=globalThis.hit=1>'.repeat(5)}.csv`, 'x,z\n1,2\n3,4\n5,9\n');
  await announced(page, 'kmeans-race-data');
  await race(page);
  const { longest, ...rest } = await look(page);
  expect(rest).toEqual(SOUND);
  expect(longest).toBeLessThan(LONGEST);
});

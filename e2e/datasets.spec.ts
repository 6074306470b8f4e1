import { readFileSync } from 'node:fs';
import type { GenerateParams } from '../web/datasets/registry';
import type { DataApi } from '../web/workers/data.worker';
import { expect, open, race, test } from './support/test';
import { openWithTools, workerPath } from './support/workers';

/** Hashes of the little-endian float64 bytes; Node is held to the same table. */
const TABLE = JSON.parse(readFileSync(new URL('../tests/fixtures/dataset-hashes.json', import.meta.url), 'utf8')) as {
  params: GenerateParams;
  sha256: string;
}[];

test('every distribution has the same bytes in this browser', async ({ page }) => {
  await openWithTools(page);
  const found = await page.evaluate(
    async ({ path, all }) => {
      const worker = new Worker(new URL(path, document.baseURI), { type: 'module' });
      const api = window.Comlink.wrap<DataApi>(worker);
      const hashes = [];
      for (const params of all) {
        const { data } = await api.generate(params);
        hashes.push(await window.hexOf(data as Float64Array<ArrayBuffer>));
      }
      return hashes;
    },
    { path: workerPath('data'), all: TABLE.map(({ params }) => params) },
  );
  expect(TABLE.map(({ params }, i) => ({ params, sha256: found[i] }))).toEqual(TABLE);
});

for (const { params, sha256 } of TABLE.slice(0, 3)) {
  test(`a race tells the hash of its points: ${params.distribution}, d = ${params.d}, k = ${params.k}`, async ({
    page,
  }) => {
    const query = Object.entries(params).map(([name, value]) => `${name}=${value}`);
    await open(page, `?${query.join('&')}&pairs=1&engines=js,wasm-simd`);
    const { dataset } = await race(page);
    expect(dataset).toEqual({ sha256, n: params.n, d: params.d, source: 'generated' });
  });
}

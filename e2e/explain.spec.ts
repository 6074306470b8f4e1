import { expect, open, race, test } from './support/test';

test('every word of the verdict is explained, by keyboard too', async ({ page }) => {
  await open(page, '?n=500&pairs=1&engines=js,wasm');
  const row = page.getByRole('group', { name: 'What the words mean' });
  const all = row.locator('details');
  expect(await all.count()).toBeGreaterThanOrEqual(7);
  for (const text of await all.locator('p').allTextContents()) expect(text).toMatch(/^[A-Z][^!]{80,}\.$/);
  const interval = row.locator('summary', { hasText: 'the interval' });
  const paragraph = row.getByText('95 % confidence');
  await expect(paragraph).toBeHidden();
  await interval.focus();
  await page.keyboard.press('Enter');
  await expect(paragraph).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(paragraph).toBeHidden();
});

test('a shape says what it tests and why k-means fails on it; its ARI only once it was measured', async ({ page }) => {
  await open(page, '?distribution=moons&n=500&k=2&pairs=1&engines=js,wasm');
  const tests = page.locator('.tests');
  await expect(tests).toContainText('k-means fails here');
  await expect(tests.locator('.measured')).toBeEmpty();
  const { engines } = await race(page);
  await expect(tests.locator('.measured')).toContainText(`with 2 clusters: ARI ${engines[0]!.ari!.toFixed(2)}`);
  await page.getByRole('radio', { name: 'Rings' }).check();
  await expect(tests).toContainText('like a cake');
  await expect(tests.locator('.measured')).toBeEmpty();
});

for (const width of [1280, 360]) {
  test(`${width} px: neither a race nor another shape moves what lies around`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, '?distribution=blobs&n=2000&pairs=6&engines=js,wasm-simd');
    const rail = page.locator('details.rail');
    await rail.evaluate((details: HTMLDetailsElement) => (details.open = true));
    const tops = () =>
      page
        .locator('.explain-row, .play, .stage .plot:visible, .rail legend, .bars')
        .evaluateAll((parts) => parts.map((part) => Math.round(part.getBoundingClientRect().top + window.scrollY)));
    const before = await tops();
    expect(before.length).toBeGreaterThan(5);
    await race(page);
    // On a phone a race folds the settings.
    await rail.evaluate((details: HTMLDetailsElement) => (details.open = true));
    expect(await tops()).toEqual(before);
    for (const shape of ['Varied spread', 'Stretched blobs', 'Uniform']) {
      await page.getByRole('radio', { name: shape }).check();
      await expect(page.locator('.measured')).toBeEmpty();
      expect(await tops(), shape).toEqual(before);
    }
  });
}

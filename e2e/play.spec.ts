import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enter, expect, open, race, test } from './support/test';

const tool = (page: Page, name: string) => page.locator('.play').getByRole('button', { name, exact: true });
const leftPlot = (page: Page) => page.getByRole('group', { name: /^Left plot/ });
const points = (page: Page) => page.locator('.rail-body').getByText(/^Changed by hand/);

/** A place of the left plot, in parts of its size. */
async function at(page: Page, x: number, y: number): Promise<[number, number]> {
  const box = (await leftPlot(page).boundingBox())!;
  return [box.x + x * box.width, box.y + y * box.height];
}

test('points are drawn, erased, undone, redone and raced; the link says what it lacks', async ({ page }) => {
  await open(page, '?n=2000&k=3&pairs=1&engines=js,wasm');
  await tool(page, 'Draw points').click();
  await page.mouse.click(...(await at(page, 0.05, 0.05)));
  await expect(points(page)).toHaveText('Changed by hand: 2,001 points');
  await expect(tool(page, 'Draw points')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.zoom-tools output'), 'a click with a tool moves no picture').toHaveText('whole');

  await tool(page, 'Erase').click();
  await page.mouse.move(...(await at(page, 0.3, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 0.7, 0.5)), { steps: 8 });
  await page.mouse.up();
  await expect(points(page)).not.toHaveText(/2,001/);
  const { n } = await race(page).then(({ dataset }) => dataset);
  expect(n).toBeLessThan(2001);

  await tool(page, 'Undo').click();
  await expect(points(page)).toHaveText('Changed by hand: 2,001 points');
  await tool(page, 'Redo').click();
  await expect(points(page)).toHaveText(new RegExp(`: ${n.toLocaleString('en-US')} points`));
  await race(page);
  await expect(page.getByText('This link does not carry the points on the stage')).toBeAttached();

  await tool(page, 'Back to the generated points').click();
  await expect(points(page)).toHaveCount(0);
  expect((await race(page)).dataset.n).toBe(2000);
});

test('placed centroids are the start of the race, and k follows', async ({ page }) => {
  await open(page, '?n=2000&k=8&pairs=1&engines=js,wasm');
  const generated = (await race(page)).dataset.sha256;
  await tool(page, 'Place centroids').click();
  for (const x of [0.25, 0.5, 0.75]) await page.mouse.click(...(await at(page, x, 0.5)));
  await expect(page.locator('.play-start')).toContainText('own start: 3 centroids');
  const placed = await race(page);
  expect(placed.params).toMatchObject({ k: 3, init: 'given' });
  expect(placed.sameAnswer).toBe(true);
  await expect(page.locator('.rail-body').getByText('Kept as they are: 2,000 points')).toBeVisible();
  expect(placed.dataset.sha256, 'the points stay as they are').toBe(generated);
  await page.getByRole('button', { name: 'Remove this start' }).click();
  await expect(page.locator('.play-start')).toHaveCount(0);
  expect((await race(page)).params.init).toBe('k-means++');
});

test('the keyboard alone: a crosshair that draws, moves and erases, and says where it is', async ({ page }) => {
  await open(page, '?n=500&pairs=1');
  await tool(page, 'Draw points').focus();
  await page.keyboard.press('Enter');
  await leftPlot(page).focus();
  const said = page.locator('.play [role="status"]');
  await page.keyboard.press('ArrowRight');
  await expect(said).toHaveText(/^x-?\S* \S+, y\S* \S+$|, /);
  const place = await said.textContent();
  await page.keyboard.press('ArrowRight');
  await expect(said).not.toHaveText(place!);
  await page.keyboard.press('Enter');
  await expect(points(page)).toHaveText('Changed by hand: 501 points');
  await page.keyboard.press('Delete');
  await expect(points(page)).not.toHaveText(/501/);
});

test('more than two features: said why points cannot be changed', async ({ page }) => {
  await open(page, '?distribution=blobs&n=500&d=3&pairs=1');
  await expect(page.locator('.play')).toContainText('Points of 3 features do not lie in one plane');
  await expect(tool(page, 'Draw points')).toBeDisabled();
  await enter(page, 'Features', 2);
  await expect(tool(page, 'Draw points')).toBeEnabled();
});

test('a cluster made empty: every policy gives one answer, and the page tells how many updates met it', async ({
  page,
}) => {
  await open(page, '?n=1000&k=4&pairs=1&engines=js,wasm');
  await page.locator('details.more > summary').click();
  await page.getByRole('button', { name: 'Make a cluster empty' }).click();
  for (const policy of ['relocate', 'keep', 'reseed']) {
    await page.getByLabel('Empty cluster').selectOption(policy);
    expect((await race(page)).sameAnswer, policy).toBe(true);
    await expect(page.locator('#make-empty-hint')).toHaveText(/updates? 1 .*met 1 empty cluster/);
  }
});

test('a drag moves the points under the brush; Look gives the plots and the page back', async ({ page }) => {
  await open(page, '?n=1000&k=3&pairs=1&engines=js,wasm');
  const touch = () => leftPlot(page).evaluate((plot) => getComputedStyle(plot).touchAction);
  expect(await touch(), 'one finger scrolls the page').toBe('pan-x pan-y');
  const before = await race(page);
  await tool(page, 'Move points').click();
  expect(await touch(), 'one finger works the tool').toBe('none');
  await page.getByLabel('Brush', { exact: true }).selectOption('large');
  await page.mouse.move(...(await at(page, 0.5, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 0.6, 0.4)), { steps: 5 });
  await page.mouse.up();
  await expect(points(page)).toHaveText('Changed by hand: 1,000 points');
  const after = await race(page);
  expect(after.dataset.n).toBe(1000);
  expect(after.dataset.sha256).not.toBe(before.dataset.sha256);
  await tool(page, 'Undo').click();
  expect((await race(page)).dataset.sha256, 'one step back for the whole drag').toBe(before.dataset.sha256);
  await tool(page, 'Look').click();
  expect(await touch()).toBe('pan-x pan-y');
});

test('the tools and the explanations: axe finds nothing', async ({ page }) => {
  await open(page, '?n=500&pairs=1&engines=js,wasm');
  await tool(page, 'Place centroids').click();
  await page.mouse.click(...(await at(page, 0.5, 0.5)));
  await page.locator('.explain summary').first().click();
  await page.locator('details.more > summary').click();
  const { violations, passes } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
  expect(passes.length).toBeGreaterThan(10);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join()}`)).toEqual([]);
});

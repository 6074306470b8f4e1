import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, open, race, test } from './support/test';

test.describe('what the policy refuses', () => {
  // Refusals are written to the console.
  test.use({
    expectedErrors: /Content.Security.Policy|Trusted|settings blocked|violates|CSP|^request to .*\/refused\.js$/i,
  });

  test('inline scripts, eval, scripts and requests of other hosts, and HTML from text', async ({
    page,
    browserName,
  }) => {
    let asked = 0;
    const foreign = createServer((_request, response) => {
      asked++;
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript' });
      response.end('window.broken = true;');
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/refused.js`;
    try {
      await open(page);
      const found = await page.evaluate(async (address) => {
        const refused: Record<string, boolean> = {};
        const attempt = async (name: string, act: () => unknown): Promise<void> => {
          try {
            await act();
            refused[name] = false;
          } catch {
            refused[name] = true;
          }
        };
        const append = (change: (script: HTMLScriptElement) => void) => {
          const script = document.createElement('script');
          change(script);
          document.head.append(script);
          script.remove();
        };
        // What a driver runs directly may use eval; what the page runs later may not.
        await new Promise((resolve) => setTimeout(resolve));
        await attempt('eval', () => (0, eval)('window.broken = true'));
        await attempt('new Function', () => Reflect.construct(Function, ['window.broken = true']));
        await attempt('fetch', () => fetch(address));
        await attempt('foreign worker', () => new Worker(address));
        await attempt('inline script', () => {
          append((script) => (script.textContent = 'window.broken = true'));
          throw new Error('seen by its effect');
        });
        await attempt('foreign script', () => {
          append((script) => (script.src = address));
          throw new Error('seen by its effect');
        });
        await attempt('HTML', () => {
          document.createElement('div').innerHTML = '<b>x</b>';
        });
        await attempt('import', () => import(/* @vite-ignore */ address));
        await new Promise((resolve) => setTimeout(resolve, 200));
        return { refused, broken: 'broken' in window, trustedTypes: 'trustedTypes' in window };
      }, url);
      expect(found.broken).toBe(false);
      // Trusted Types refuse HTML from text; browsers without them have no scripts in it to run either.
      if (!found.trustedTypes) delete found.refused.HTML;
      if (browserName === 'chromium') expect(found.trustedTypes).toBe(true);
      expect(Object.values(found.refused), JSON.stringify(found.refused)).not.toContain(false);
      expect(asked).toBe(0);
    } finally {
      foreign.close();
    }
  });
});

test('a whole visit asks its own host only, for each file of the page at most once a worker', async ({ page }) => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  await open(page, '?n=500&pairs=6&engines=js,wasm-simd');
  await race(page);
  const home = new URL(page.url()).origin;
  const foreign = urls.filter((url) => !url.startsWith(`${home}/`) && !/^(data|blob):/.test(url));
  expect(foreign).toEqual([]);
  expect(urls.length).toBeGreaterThan(4);
  expect(urls.length).toBeLessThan(60);
});

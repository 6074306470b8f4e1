/** The page in a headless browser, opened at its lab, and the points it fetches. */

import { chromium, firefox } from '@playwright/test';
import { preview } from 'vite';
import { bytesOf } from './bench-data.mjs';
import { findChromium, findFirefox } from './browsers.mjs';
import { ROOT, ToolError } from './run.mjs';

const POINTS_PATH = '/bench-points.f64';

/** No call of the lab takes this long unless the browser hangs. */
const CALL_TIMEOUT_MS = 600_000;

/**
 * Serves dist/ with the isolation headers, and beside it the points of the cell at hand.
 * @returns {Promise<{ url: string, offer(data: Float64Array): void, close(): Promise<void> }>}
 */
export async function serveLab() {
  let offered = Buffer.alloc(0);
  const points = {
    name: 'bench-points',
    configurePreviewServer({ middlewares }) {
      middlewares.use(POINTS_PATH, (_, response) => {
        response.setHeader('Content-Type', 'application/octet-stream');
        response.setHeader('Cache-Control', 'no-store');
        response.end(offered);
      });
    },
  };
  const server = await preview({
    root: ROOT,
    appType: 'mpa',
    logLevel: 'error',
    plugins: [points],
    preview: { host: '127.0.0.1', port: 0, open: false },
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.httpServer.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    offer(data) {
      offered = bytesOf(data);
    },
    close: () => server.close(),
  };
}

/**
 * How to start the browser.
 * @param {string} name `chromium` or `firefox`
 * @returns {() => Promise<import('@playwright/test').Browser>}
 * @throws {ToolError} when it is neither, or is not on this machine
 */
export function browserLauncher(name) {
  const find = { chromium: findChromium, firefox: findFirefox }[name];
  if (!find) throw new ToolError(`bench: --browser is "${name}"; chromium and firefox are known`);
  const executablePath = find();
  if (executablePath === null) throw new ToolError(`bench: there is no ${name} on this machine`);
  if (name === 'chromium') return () => chromium.launch({ executablePath });
  // The Debian build speaks WebDriver BiDi, which this channel name selects.
  return () => firefox.launch({ executablePath, channel: 'moz-firefox' });
}

/** A freshly started browser with the page open at its lab. */
export class LabPage {
  #browser;
  #page;

  /** @private */
  constructor(browser, page) {
    this.#browser = browser;
    this.#page = page;
  }

  /**
   * Starts a browser and opens the page.
   * @param {() => Promise<import('@playwright/test').Browser>} launch
   * @param {string} url
   */
  static async open(launch, url) {
    const browser = await launch();
    try {
      const page = await browser.newPage();
      // Few points of its own, so that the page is idle at once.
      await page.goto(`${url}?n=100`);
      await page.evaluate(async () => {
        const race = globalThis.kmeansRace;
        while (race.status === 'loading') await new Promise((resolve) => setTimeout(resolve, 10));
        globalThis.lab = await race.lab();
      });
      return new LabPage(browser, page);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** What the browser says about itself. */
  async describe() {
    const inPage = await this.#page.evaluate(() => ({
      version: globalThis.kmeansRace.version,
      userAgent: navigator.userAgent,
      crossOriginIsolated: globalThis.crossOriginIsolated,
      sharedArrayBuffer: typeof SharedArrayBuffer === 'function',
      hardwareConcurrency: navigator.hardwareConcurrency,
    }));
    return { ...inPage, browser: `${this.#browser.browserType().name()} ${this.#browser.version()}` };
  }

  /**
   * Gives the lab the points of a problem, and checks that the same bytes arrived.
   * @param {{ offer(data: Float64Array): void }} site
   * @param {import('./bench-data.mjs').Problem} problem
   */
  async load(site, problem) {
    site.offer(problem.data);
    const { sha256 } = await this.call('fetchPoints', `.${POINTS_PATH}`, problem.cell.d);
    if (sha256 !== problem.sha256) throw new Error(`${problem.cell.id}: the page got other bytes than were sent`);
  }

  /**
   * Calls a method of the lab (web/bench/lab.ts).
   * @param {string} method
   * @param {...unknown} args JSON values
   * @throws {Error} what the lab threw, or that the browser hangs
   */
  async call(method, ...args) {
    let timer;
    const hang = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`the browser did not answer ${method} in time`)), CALL_TIMEOUT_MS);
    });
    const answer = this.#page.evaluate(([name, values]) => globalThis.lab[name](...values), [method, args]);
    try {
      return await Promise.race([answer, hang]);
    } finally {
      clearTimeout(timer);
      answer.catch(() => undefined);
    }
  }

  close() {
    return this.#browser.close();
  }
}

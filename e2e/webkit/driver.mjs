/**
 * WebKitGTK through its own WebDriver: Playwright drives no WebKit that a distribution ships. Plain HTTP, as
 * https://www.w3.org/TR/webdriver2/ has it.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { isProgram, ToolError } from '../../scripts/lib/run.mjs';

const CALL_TIMEOUT_MS = 60_000;
const START_TIMEOUT_MS = 10_000;

/** A virtual screen: WebKitGTK has no headless mode. */
export async function startScreen() {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const failed = once(child, 'exit').then(() => {
    throw new ToolError('webkit: Xvfb did not start');
  });
  failed.catch(() => undefined);
  const [number] = await Promise.race([once(child.stdio[3], 'data'), failed]);
  return { display: `:${String(number).trim()}`, stop: () => child.kill() };
}

/** One browser with one page. */
export class WebKitPage {
  #driver;
  #session;

  constructor(driver, session) {
    this.#driver = driver;
    this.#session = session;
  }

  /**
   * Starts a driver and its browser.
   * @param {string} display
   * @param {Record<string, string>} env settings of JavaScriptCore, for example
   */
  static async open(display, env) {
    const port = await freePort();
    const child = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
      env: { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', ...env },
      stdio: 'ignore',
    });
    const driver = { base: `http://127.0.0.1:${port}`, child };
    try {
      await answering(driver);
      const options = { binary: miniBrowser(), args: ['--automation'] };
      const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
      const { sessionId } = await call(driver, 'POST', '/session', { capabilities });
      const page = new WebKitPage(driver, `/session/${sessionId}`);
      await page.#call('POST', '/timeouts', { script: CALL_TIMEOUT_MS });
      return page;
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  /** @param {string} url */
  async goto(url) {
    await this.#call('POST', '/url', { url });
  }

  /**
   * Runs a function in the page and waits for what it gives; the function sees its own arguments and globals only.
   * @param {(...args: any[]) => unknown} work
   * @param {...unknown} args what JSON can carry
   */
  async evaluate(work, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve((${work})(...Array.from(arguments).slice(0, -1)))
        .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#call('POST', '/execute/async', { script, args });
    if (error) throw new Error(error);
    return value;
  }

  async close() {
    await this.#call('DELETE', '').catch(() => undefined);
    this.#driver.child.kill();
  }

  #call(method, path, body) {
    return call(this.#driver, method, `${this.#session}${path}`, body);
  }
}

async function call({ base }, method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
  const { value } = await response.json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

async function answering(driver) {
  const until = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await call(driver, 'GET', '/status');
    } catch (error) {
      if (Date.now() > until) throw new ToolError(`webkit: WebKitWebDriver does not answer: ${error}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** The library brings a small browser, in a folder named after the machine's architecture. */
function miniBrowser() {
  const found = readdirSync('/usr/lib')
    .flatMap((folder) => ['4.1', '4.0'].map((api) => `/usr/lib/${folder}/webkit2gtk-${api}/MiniBrowser`))
    .find(isProgram);
  if (!found) throw new ToolError('webkit: there is no MiniBrowser of WebKitGTK under /usr/lib');
  return found;
}

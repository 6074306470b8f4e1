import { defineConfig } from '@playwright/test';
import { findChromium, findFirefox } from './scripts/lib/browsers.mjs';
import { portFromEnv } from './scripts/lib/site.mjs';

const port = portFromEnv(4173);
/** The same page from a host that cannot send the isolation headers; tests reach it as `PLAIN_URL`. */
const plainPort = port + 1;
process.env.PLAIN_URL = `http://127.0.0.1:${plainPort}/`;

function serve(flags: string, at: number) {
  const url = `http://127.0.0.1:${at}/`;
  return { command: `node scripts/preview.mjs --port ${at} ${flags}`, url, reuseExistingServer: false };
}

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // One at a time and no second chance: races measure time, and a flaky test is a broken one.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [['list']],
  webServer: [serve('', port), serve('--plain', plainPort)],
  use: { baseURL: `http://127.0.0.1:${port}/` },
  projects: [
    {
      name: 'chromium',
      use: { browserName: 'chromium', launchOptions: { executablePath: findChromium() ?? undefined } },
    },
    {
      name: 'firefox',
      // The Debian build speaks WebDriver BiDi, which this channel name selects.
      use: {
        browserName: 'firefox',
        channel: 'moz-firefox',
        launchOptions: { executablePath: findFirefox() ?? undefined },
      },
    },
  ],
});

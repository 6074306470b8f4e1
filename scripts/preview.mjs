/**
 * Serves the already built page, for the browser tests: `node scripts/preview.mjs [--plain] [--port N]`.
 * `--plain` leaves out the isolation headers. The port is PORT or 4173 unless given.
 */

import { parseArgs } from 'node:util';
import { runMain, say } from './lib/run.mjs';
import { portFromEnv, serveSite } from './lib/site.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { plain: { type: 'boolean', default: false }, port: { type: 'string' } } });
  const port = values.port === undefined ? portFromEnv(4173) : Number(values.port);
  say(`ready: ${await serveSite({ port, isolated: !values.plain })}`);
});

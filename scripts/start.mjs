/** `npm start`: builds what is stale, serves the page with isolation headers, says when it answers. */

import { run, runMain, say } from './lib/run.mjs';
import { buildSite, portFromEnv, serveSite } from './lib/site.mjs';

await runMain(async () => {
  const port = portFromEnv(4173);
  run(process.execPath, ['scripts/build-wasm.mjs']);
  buildSite();
  say(`ready: ${await serveSite({ port })}`);
});

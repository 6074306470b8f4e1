// Writes tests/fixtures/golden.json and rng.json with the reference of tests/web/support. Run it only when
// docs/contract.md changes: `node scripts/gen-golden.mjs`.

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

// The reference is TypeScript; Vite is here anyway and loads it without a build step.
const vite = await createServer({
  root,
  configFile: false,
  appType: 'custom',
  server: { middlewareMode: true, ws: false, watch: null },
});
try {
  const { goldenCases, goldenDraws } = await vite.ssrLoadModule('/tests/web/support/golden-cases.ts');
  const lines = (entries) => `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;
  await writeFile(new URL('../tests/fixtures/golden.json', import.meta.url), lines(goldenCases()));
  await writeFile(new URL('../tests/fixtures/rng.json', import.meta.url), lines(goldenDraws()));
} finally {
  await vite.close();
}

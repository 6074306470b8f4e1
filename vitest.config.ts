import { defineConfig } from 'vitest/config';
import { readVersion } from './scripts/lib/version.mjs';

export default defineConfig({
  define: { __KMEANS_VERSION__: JSON.stringify(readVersion()) },
  test: { include: ['tests/web/**/*.test.ts'], environment: 'node', allowOnly: false, testTimeout: 30_000 },
});

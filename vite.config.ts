import { defineConfig } from 'vite';
import { readVersion } from './scripts/lib/version.mjs';

/** What makes a page cross-origin isolated, which shared memory (so: threads) and fine timers need. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

export default defineConfig({
  publicDir: 'web/public',
  // Relative addresses, so the site works under any sub-path of any host.
  base: './',
  define: { __KMEANS_VERSION__: JSON.stringify(readVersion()) },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  optimizeDeps: { entries: ['index.html'] },
  server: {
    host: '127.0.0.1',
    headers,
    watch: { ignored: ['**/build/**', '**/test-results/**', '**/bench-results/**'] },
  },
  preview: { host: '127.0.0.1', headers },
});

import { defineConfig, type Plugin, type PreviewServer, type ViteDevServer } from 'vite';
import { serviceWorker } from './scripts/lib/static-worker.mjs';
import { readVersion } from './scripts/lib/version.mjs';

/** What makes a page cross-origin isolated, which shared memory (so: threads) and fine timers need. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/**
 * Sends them with every answer. Vite's own setting leaves them out of "304 Not Modified", and WebKit then refuses to
 * start a worker whose script it has a copy of.
 */
function isolationHeaders(): Plugin {
  const send = ({ middlewares }: PreviewServer | ViteDevServer): void => {
    middlewares.use((_request, response, next) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      next();
    });
  };
  return { name: 'isolation-headers', configureServer: send, configurePreviewServer: send };
}

export default defineConfig({
  plugins: [isolationHeaders(), serviceWorker()],
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
    watch: { ignored: ['**/build/**', '**/test-results/**', '**/bench-results/**'] },
  },
  preview: { host: '127.0.0.1' },
});

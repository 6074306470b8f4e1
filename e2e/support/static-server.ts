/** A small static host for what the configured ones cannot do: another path, and files that are broken on purpose. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.csv': 'text/csv',
  '.wasm': 'application/wasm',
};
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** How a file is broken: an HTTP status, or other bytes in its place. */
export type Fault = number | Buffer;

export interface StaticServer {
  /** Address of the page. */
  readonly url: string;
  /** Faults by path inside the site; may be changed while it serves. */
  readonly faults: Map<string, Fault>;
  close(): Promise<void>;
}

/**
 * Serves dist/ under a path on a port of its own. `plain` leaves out the isolation headers; `octets` makes it a host that
 * does not know .wasm.
 */
export async function serveUnder(prefix: string, { plain = false, octets = false } = {}): Promise<StaticServer> {
  const faults = new Map<string, Fault>();
  const headers = { 'Cache-Control': 'no-store', ...(plain ? {} : ISOLATION) };
  const types = octets ? { ...TYPES, '.wasm': 'application/octet-stream' } : TYPES;
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const inside = pathname.startsWith(prefix) ? pathname.slice(prefix.length) || 'index.html' : null;
      const fault = inside === null ? 404 : faults.get(inside);
      try {
        if (typeof fault === 'number') throw Object.assign(new Error('fault'), { status: fault });
        const file = path.join(DIST, path.normalize(inside!));
        const body = fault ?? (await readFile(file));
        response.writeHead(200, { ...headers, 'Content-Type': types[path.extname(file)] ?? 'text/plain' }).end(body);
      } catch (error) {
        response.writeHead((error as { status?: number }).status ?? 404, headers).end();
      }
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

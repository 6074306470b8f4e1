/** What the service worker does with a request and an answer. Pure: no cache, no network. */

/**
 * How a request is answered: `cache-first` for files that carry a hash of their content in their name, `network-first`
 * for those that keep their name, so that files of two builds are never mixed while there is a network, and `pass` for
 * what is none of ours.
 */
export type Strategy = 'cache-first' | 'network-first' | 'pass';

/** The parts of a request that decide. */
export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly mode: string;
  readonly cache: string;
}

/** What makes a page cross-origin isolated, for hosts that send no headers of their own. */
export const ISOLATION_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Hosts that do not know these endings send types that browsers refuse to compile or to import. */
const TYPES: Readonly<Record<string, string>> = { '.wasm': 'application/wasm', '.mjs': 'text/javascript' };

/** @param scope Absolute address of the site, with a slash at its end */
export function strategyFor({ url, method, mode, cache }: Asked, scope: string): Strategy {
  if (method !== 'GET' || !url.startsWith(scope)) return 'pass';
  // Browsers refuse to fetch this pair; their own tools ask for it.
  if (cache === 'only-if-cached' && mode !== 'same-origin') return 'pass';
  return url.startsWith(`${scope}assets/`) ? 'cache-first' : 'network-first';
}

/** The address a request is cached under: every address of the page is the one page, whatever its settings. */
export function cacheKey({ url }: { readonly url: string }, scope: string): string {
  const { origin, pathname } = new URL(url);
  const bare = origin + pathname;
  return bare === `${scope}index.html` ? scope : bare;
}

/**
 * An answer with the isolation headers, and with the right type where hosts get it wrong. Answers that cannot be read,
 * such as redirects on their way to the browser, stay as they are.
 */
export function isolated(response: Response, url: string): Response {
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) headers.set(name, value);
  const { pathname } = new URL(url);
  const type = TYPES[pathname.slice(pathname.lastIndexOf('.'))];
  if (type !== undefined && response.ok) headers.set('Content-Type', type);
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}

/** The name of a build's cache; a scope has caches of its own, as two sites may share an origin. */
export function cacheName(scope: string, version: string): string {
  return `${cachePrefix(scope)}${version}`;
}

/** What the names of all caches of this site start with. A scope ends in a slash, so no scope is the start of another. */
export function cachePrefix(scope: string): string {
  return `kmeans-race ${scope} `;
}

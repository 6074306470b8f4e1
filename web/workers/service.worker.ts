/**
 * The service worker: keeps a copy of the built site for use without a network, and adds the isolation headers where the
 * host sends none, so that shared memory (so: threads) and the fine clock are there on any static host.
 */

import { cacheKey, cacheName, cachePrefix, isolated, strategyFor } from '../platform/offline';

/** Every file of the build, relative to the site; put in by the build. */
declare const __SITE_FILES__: readonly string[];
/** A hash of all of their contents; put in by the build. */
declare const __SITE_VERSION__: string;
declare const self: ServiceWorkerGlobalScope;

const { scope } = self.registration;
const name = cacheName(scope, __SITE_VERSION__);

/** All files or none: a worker without them is not installed, and the next visit tries again. */
async function keepSite(): Promise<void> {
  const cache = await caches.open(name);
  // "no-cache" asks the host whether a copy the browser has is still the right one.
  const files = __SITE_FILES__.map((file) => new Request(new URL(file, scope), { cache: 'no-cache' }));
  await cache.addAll(files);
}

async function forgetOldSites(): Promise<void> {
  const all = await caches.keys();
  const old = all.filter((other) => other.startsWith(cachePrefix(scope)) && other !== name);
  await Promise.all(old.map((other) => caches.delete(other)));
}

async function kept(request: Request): Promise<Response | undefined> {
  return (await caches.open(name)).match(cacheKey(request, scope));
}

async function answer(request: Request, cacheFirst: boolean): Promise<Response> {
  const copy = cacheFirst ? await kept(request) : undefined;
  if (copy) return isolated(copy, request.url);
  try {
    return isolated(await fetch(request), request.url);
  } catch (error) {
    const fallback = await kept(request);
    if (!fallback) throw error;
    return isolated(fallback, request.url);
  }
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepSite());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldSites());
});

self.addEventListener('fetch', (event) => {
  const strategy = strategyFor(event.request, scope);
  if (strategy !== 'pass') event.respondWith(answer(event.request, strategy === 'cache-first'));
});

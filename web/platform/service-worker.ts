/**
 * Puts the service worker in: for a page that works without a network, and for isolation on hosts that send no headers.
 * The worker only answers for pages loaded after it was there, so isolation takes one reload.
 */

/** What decides whether the page may load itself again. */
export interface Surroundings {
  readonly isolated: boolean;
  /** Whether the page stands in a frame of another: such a page is isolated only when all pages around it are. */
  readonly framed: boolean;
  /** Whether nothing is measured, nothing was, and nothing was chosen: whether a reload takes nothing away. */
  readonly untouched: boolean;
  /** How often this tab was reloaded for isolation without getting it; null where that cannot be remembered. */
  readonly reloads: number | null;
}

/** More reloads than this are never of use; a page that is not isolated is better than one that loads for ever. */
export const MOST_RELOADS = 2;

const COUNT = 'kmeans-race-reloads';

/** Whether a reload is of use and takes nothing away. */
export function mayReload({ isolated, framed, untouched, reloads }: Surroundings): boolean {
  return !isolated && !framed && untouched && reloads !== null && reloads < MOST_RELOADS;
}

/** Storage may be forbidden, and then says so by throwing. */
function countReloads(): number | null {
  try {
    return Number(sessionStorage.getItem(COUNT) ?? 0);
  } catch {
    return null;
  }
}

function rememberReloads(count: number): void {
  try {
    if (count === 0) sessionStorage.removeItem(COUNT);
    else sessionStorage.setItem(COUNT, String(count));
  } catch {
    // then there are no reloads either
  }
}

/**
 * Registers `sw.js` of the site, and reloads the page once where that isolates it. Does nothing where there are no
 * service workers: plain HTTP, private windows of some browsers. Settles when there is nothing left to do.
 *
 * @param base Absolute address of the site, with a slash at its end
 * @param untouched Asked right before a reload: whether one takes nothing away
 */
export async function installServiceWorker(base: string, untouched: () => boolean): Promise<void> {
  const container = (navigator as Partial<Navigator>).serviceWorker;
  if (!container) return;
  const isolated = globalThis.crossOriginIsolated;
  if (isolated) rememberReloads(0);
  try {
    await container.register(new URL('sw.js', base).href, { scope: base, updateViaCache: 'none' });
    if (isolated) return;
    await container.ready;
  } catch {
    // The browser or its owner forbids it; the page works without.
    return;
  }
  const reloads = countReloads();
  const framed = globalThis.parent.location !== globalThis.location;
  if (reloads === null || !mayReload({ isolated, framed, untouched: untouched(), reloads })) return;
  rememberReloads(reloads + 1);
  location.reload();
}

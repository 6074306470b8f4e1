/** Steps back and forth, bounded in number and in bytes. Pure: every change is a new history. */

/** Most steps back, and most bytes all of them may hold: points are large. */
export const MOST_STEPS = 50;
export const MOST_BYTES = 64e6;

export interface History<Moment> {
  /** Oldest first. */
  readonly past: readonly Moment[];
  /** Next first. */
  readonly future: readonly Moment[];
}

export const NOTHING: History<never> = { past: [], future: [] };

/** The latest moments that fit the bounds: one at least. */
function bounded<Moment>(moments: readonly Moment[], bytesOf: (moment: Moment) => number): readonly Moment[] {
  let bytes = 0;
  let kept = 0;
  for (const moment of moments.slice(-MOST_STEPS).reverse()) {
    bytes += bytesOf(moment);
    if (bytes > MOST_BYTES && kept > 0) break;
    kept++;
  }
  return moments.slice(moments.length - kept);
}

/** After a change: how it was before can be had again, and what was undone cannot. */
export function remembered<Moment>(
  { past }: History<Moment>,
  before: Moment,
  bytesOf: (moment: Moment) => number,
): History<Moment> {
  return { past: bounded([...past, before], bytesOf), future: [] };
}

/** One step back from `now`; null where there is none. */
export function undone<Moment>({ past, future }: History<Moment>, now: Moment): [History<Moment>, Moment] | null {
  const last = past.at(-1);
  return last === undefined ? null : [{ past: past.slice(0, -1), future: [now, ...future] }, last];
}

/** One step forth from `now`; null where there is none. */
export function redone<Moment>({ past, future }: History<Moment>, now: Moment): [History<Moment>, Moment] | null {
  const [next, ...rest] = future;
  return next === undefined ? null : [{ past: [...past, now], future: rest }, next];
}

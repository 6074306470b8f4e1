import type { Rng } from '../shared/rng';

const HALF_BOX = 8;

/** Beyond this many centres the candidates are not worth their quadratic time. */
const MOST_SPACED = 256;
const CANDIDATES = 10;

/**
 * k cluster centres in a box around the origin (k x d, row-major), kept apart by Mitchell's best candidate: of ten
 * random places the one farthest from the centres so far is taken.
 */
export function drawCentres(rng: Rng, k: number, d: number): Float64Array {
  const centres = new Float64Array(k * d);
  const candidate = new Float64Array(d);
  const candidates = k <= MOST_SPACED ? CANDIDATES : 1;
  for (let c = 0; c < k; c++) {
    let best = -1;
    for (let t = 0; t < candidates; t++) {
      for (let j = 0; j < d; j++) candidate[j] = HALF_BOX * (2 * rng.uniform() - 1);
      const distance = candidates === 1 ? 0 : nearest(centres, c, candidate);
      if (distance > best) {
        best = distance;
        centres.set(candidate, c * d);
      }
    }
  }
  return centres;
}

/** Squared distance from a place to the nearest of the first `count` centres. */
function nearest(centres: Float64Array, count: number, place: Float64Array): number {
  const d = place.length;
  let least = Infinity;
  for (let c = 0; c < count; c++) {
    let s = 0;
    for (let j = 0; j < d; j++) {
      const t = place[j]! - centres[c * d + j]!;
      s += t * t;
    }
    if (s < least) least = s;
  }
  return least;
}

/** Standard deviation that leaves gaps between k clusters in the plane: 1 up to nine clusters, then shrinking with the room. */
export function spreadFor(k: number): number {
  return k <= 9 ? 1 : 3 / Math.sqrt(k);
}

import { packedDistances } from './distances';

/** Covers every rounding of a distance and of what is made of it, relative. docs/exactness.md, "In JavaScript". */
export const UP = 1 + 1e-12;
export const DOWN = 1 - 1e-12;
/** Covers what underflow takes from distances and moves, absolute. */
export const TINY = 1e-150;

/** Longer lists than this save nothing worth their memory. */
const MOST_ENTRIES = 256;
/** Up to this many centroids, rows stop early too rarely to pay for lists that hold most of them. */
const FEW_CENTROIDS = 16;
/** Lists cost k^2 distances an update: with this many rows a centroid, a small part of looking at every row. */
const ROWS_PER_CENTROID_FOR_LISTS = 16;
/** Squared: centroids 15 % farther than needed stay in a list, because growth costs a look at every row. */
const HYSTERESIS = 1.15 ** 2;

function roomOfLists(k: number): number {
  if (k <= FEW_CENTROIDS) return Math.floor((k * 3) / 16) * 4;
  return Math.ceil(Math.min(k, MOST_ENTRIES) / 4) * 4;
}

/**
 * What is known without looking at a row: how far centroids have moved, and which of them are near enough to matter.
 * The lazy gap bound after Hamerly (2010), one number a row; neighbour lists after Xia et al., "Ball k-means" (2020),
 * nearest first, so that a row may stop early as in Newling and Fleuret's Exponion (2016).
 */
export class Bounds {
  /** Sum of own moves and of the largest moves in the list, for each cluster. */
  readonly drift: Float64Array;
  /** A row is safe while its `keep` is above this; infinite where all rows must be looked at. */
  readonly limit: Float64Array;
  /** Upper bound on the distance of any row of the cluster to its centroid. */
  readonly radius: Float64Array;
  /** Room of a list, a multiple of 4; 0 without lists. */
  readonly stride: number;
  /** Entries of each cluster's list; 0 means all centroids. */
  readonly sizes: Int32Array;
  /** The lists: the cluster itself, then by distance; filled up to a multiple of 4 with the index k. */
  readonly entries: Uint16Array;
  /** Distance of each entry from the cluster, rounded down. */
  readonly reach: Float64Array;
  private readonly k: number;
  private readonly d: number;
  private readonly moved: Float64Array;
  private readonly squared: Float64Array;
  private readonly listed: Uint8Array;

  /** Knows nothing: every row must be looked at against every one of `k` centroids of `d` features. */
  constructor(n: number, k: number, d: number) {
    this.k = k;
    this.d = d;
    this.stride = n >= ROWS_PER_CENTROID_FOR_LISTS * k ? roomOfLists(k) : 0;
    this.drift = new Float64Array(k);
    this.limit = new Float64Array(k).fill(Infinity);
    this.radius = new Float64Array(k);
    this.sizes = new Int32Array(k);
    this.entries = new Uint16Array(k * this.stride);
    this.reach = new Float64Array(k * this.stride);
    this.moved = new Float64Array(k);
    this.squared = new Float64Array(k + 3);
    this.listed = new Uint8Array(k);
  }

  /** Takes in the largest distances seen of each cluster's rows. Where every row was looked at, old radii are done with. */
  raiseRadii(seen: Float64Array): void {
    for (let c = 0; c < this.k; c++) {
      this.radius[c] = this.limit[c] === Infinity ? seen[c]! : Math.max(this.radius[c]!, seen[c]!);
    }
  }

  /** Takes in one update of the centroids; `packed` holds the new ones in groups of four. */
  move(previous: Float64Array, centroids: Float64Array, packed: Float64Array): void {
    const { k, moved } = this;
    let most = 0;
    let nextMost = 0;
    let fastest = 0;
    for (let c = 0; c < k; c++) {
      this.moved[c] = this.moveOf(previous, centroids, c);
      this.radius[c] = (this.radius[c]! + moved[c]!) * UP;
      if (moved[c]! > most) {
        nextMost = most;
        most = moved[c]!;
        fastest = c;
      } else {
        nextMost = Math.max(nextMost, moved[c]!);
      }
    }
    for (let c = 0; c < k; c++) {
      let grown = false;
      if (this.stride > 0) {
        packedDistances(centroids, c * this.d, this.d, packed, k, this.squared);
        grown = this.rebuildList(c);
      }
      const others = this.sizes[c] === 0 ? (fastest === c ? nextMost : most) : this.mostMovedOthers(c);
      this.drift[c] = (this.drift[c]! + moved[c]! + others) * UP;
      this.limit[c] = grown ? Infinity : this.drift[c]!;
    }
  }

  /** An upper bound on the last move of centroid c. One that moved by infinity or NaN proves nothing ever again. */
  private moveOf(previous: Float64Array, centroids: Float64Array, c: number): number {
    let squared = 0;
    for (let i = c * this.d; i < (c + 1) * this.d; i++) {
      const t = centroids[i]! - previous[i]!;
      squared += t * t;
    }
    const moved = Math.sqrt(squared) * UP;
    return moved < Infinity ? moved : Infinity;
  }

  private mostMovedOthers(c: number): number {
    const from = c * this.stride;
    let most = 0;
    for (let at = from + 1; at < from + this.sizes[c]!; at++) most = Math.max(most, this.moved[this.entries[at]!]!);
    return most;
  }

  /** Makes the list of cluster c anew from `squared`. True when it holds a centroid that it did not hold before. */
  private rebuildList(c: number): boolean {
    const { k, stride, squared, listed, entries } = this;
    const from = c * stride;
    const size = this.sizes[c]!;
    const needed = (2 * this.radius[c]! * UP) ** 2 * UP;
    const welcome = needed * HYSTERESIS;
    listed.fill(size === 0 ? 1 : 0);
    for (let at = from; at < from + size; at++) listed[entries[at]!] = 1;
    // A centroid is out only if it is surely too far: a NaN is in. It cannot be sorted either: then there is no list.
    let grown = false;
    let sortable = true;
    for (let other = 0; other < k; other++) {
      if (listed[other] === 0 && !(squared[other]! > needed)) grown = true;
      if (Number.isNaN(squared[other])) sortable = false;
    }
    // A list that must grow is made with room to spare, as every row of the cluster is looked at anyway.
    const isIn = (other: number): boolean => !(squared[other]! > (listed[other] === 1 || grown ? welcome : needed));
    let count = 0;
    for (let other = 0; other < k; other++) if (isIn(other)) count++;
    // Where distances may overflow they cannot be sorted either.
    if (!sortable || !(welcome < Infinity) || count > stride) {
      this.sizes[c] = 0;
      return size !== 0;
    }
    // The old order first: it is nearly the new one, which is what an insertion sort likes.
    entries[from] = c;
    let end = from + 1;
    for (let at = from + 1; at < from + size; at++) if (isIn(entries[at]!)) entries[end++] = entries[at]!;
    for (let at = from; at < end; at++) listed[entries[at]!] = 2;
    for (let other = 0; other < k; other++) if (listed[other] !== 2 && isIn(other)) entries[end++] = other;
    this.sizes[c] = count;
    this.sortList(from, end);
    return grown;
  }

  /** Orders the entries after the first by distance, writes their reach and fills the last group of four. */
  private sortList(from: number, end: number): void {
    const { squared, entries, reach, k } = this;
    for (let at = from + 1; at < end; at++) {
      const entry = entries[at]!;
      let to = at;
      for (; to > from + 1 && squared[entries[to - 1]!]! > squared[entry]!; to--) entries[to] = entries[to - 1]!;
      entries[to] = entry;
    }
    for (let at = from; at < end; at++) reach[at] = Math.sqrt(squared[entries[at]!]!) * DOWN;
    for (; end % 4 !== 0; end++) {
      entries[end] = k;
      reach[end] = Infinity;
    }
  }
}

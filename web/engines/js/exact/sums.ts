import { BLOCK_ROWS } from '../../../shared/types';
import { tunedKernels } from '../tuned';
import type { TunedRows } from '../tuned';

/** Block sums are kept from one iteration to the next while they are at most this many a block: 6 bytes a row. */
const MOST_KEPT = 1536;

/** Whether the sums of `k` clusters of `d` features are small enough to keep. */
export function worthKeeping(k: number, d: number): boolean {
  return k * (d + 1) <= MOST_KEPT;
}

/** Collects the rows from `from` to `to` (exclusive) of dirty clusters; `members` needs room for one more. */
function collectMembers(labels: Int32Array, dirty: Uint8Array, from: number, to: number, members: Int32Array): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    members[count] = i;
    count += dirty[labels[i]!]!;
  }
  return count;
}

function addMembers(
  data: Float64Array,
  labels: Int32Array,
  d: number,
  members: Int32Array,
  count: number,
  sums: Float64Array,
  counts: Int32Array,
): void {
  for (let m = 0; m < count; m++) {
    const row = members[m]!;
    const label = labels[row]!;
    const end = (row + 1) * d;
    counts[label]!++;
    let q = row * d;
    let s = label * d;
    for (; q + 3 < end; q += 4, s += 4) {
      sums[s]! += data[q]!;
      sums[s + 1]! += data[q + 1]!;
      sums[s + 2]! += data[q + 2]!;
      sums[s + 3]! += data[q + 3]!;
    }
    for (; q < end; q++, s++) sums[s]! += data[q]!;
  }
}

/**
 * The contract's block sums, kept while nothing they are made of changes. A cluster that a row of the block joined or
 * left is summed anew, in row order: adding and subtracting the rows that moved would round differently.
 */
export class KeptSums {
  /** For each block, k flags: 1 where a row joined or left the cluster since its sums were made. */
  readonly dirty: Uint8Array;
  private readonly rows: TunedRows;
  private readonly k: number;
  private readonly sums: Float64Array;
  private readonly counts: Int32Array;
  private readonly members = new Int32Array(BLOCK_ROWS + 1);

  constructor(rows: TunedRows, k: number) {
    const blocks = Math.ceil(rows.n / BLOCK_ROWS);
    this.rows = rows;
    this.k = k;
    this.dirty = new Uint8Array(blocks * k).fill(1);
    this.sums = new Float64Array(blocks * k * rows.d);
    this.counts = new Int32Array(blocks * k);
  }

  /** The sums (k x d) and the counts (k) of the block that starts at row `from`; valid until the next call for it. */
  block(from: number): { sums: Float64Array; counts: Int32Array } {
    const { k, members } = this;
    const { data, labels, n, d } = this.rows;
    const to = Math.min(n, from + BLOCK_ROWS);
    const at = (from / BLOCK_ROWS) * k;
    const dirty = this.dirty.subarray(at, at + k);
    const sums = this.sums.subarray(at * d, (at + k) * d);
    const counts = this.counts.subarray(at, at + k);
    let stale = to - from;
    for (let c = 0; c < k; c++) if (dirty[c] === 0) stale -= counts[c]!;
    if (2 * stale > to - from) {
      sums.fill(0);
      counts.fill(0);
      tunedKernels.accumulate(this.rows, from, to, sums, counts);
    } else if (dirty.includes(1)) {
      for (let c = 0; c < k; c++) {
        if (dirty[c] === 0) continue;
        sums.fill(0, c * d, (c + 1) * d);
        counts[c] = 0;
      }
      const count = collectMembers(labels, dirty, from, to, members);
      addMembers(data, labels, d, members, count, sums, counts);
    }
    dirty.fill(0);
    return { sums, counts };
  }
}

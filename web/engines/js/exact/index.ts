import { BLOCK_ROWS } from '../../../shared/types';
import type { LaneKernels } from '../kernels';
import { copyInTuned, pack, tunedKernels } from '../tuned';
import type { TunedRows } from '../tuned';
import { Bounds } from './bounds';
import { collectFailing, lookAtAll, lookAtLists, sortByCluster, upperBound } from './look';
import type { Findings } from './look';
import { KeptSums, worthKeeping } from './sums';

/** What one fit knows. */
class ExactFit {
  readonly kept: KeptSums | null;
  private readonly rows: TunedRows;
  private readonly k: number;
  private readonly bounds: Bounds;
  private readonly findings: Findings;
  /** The centroids of the last assignment, and a row of infinities: the index k stands for no centroid. */
  private readonly centroids: Float64Array;
  private readonly failing = new Int32Array(BLOCK_ROWS + 1);
  private readonly sorted = new Int32Array(BLOCK_ROWS);
  private readonly unlisted = new Int32Array(BLOCK_ROWS);
  private readonly starts: Int32Array;
  private readonly eight = new Float64Array(8);
  private first = true;

  constructor(rows: TunedRows, k: number) {
    const { labels, n, d } = rows;
    this.rows = rows;
    this.k = k;
    this.kept = worthKeeping(k, d) ? new KeptSums(rows, k) : null;
    this.starts = new Int32Array(k + 1);
    this.bounds = new Bounds(n, k, d);
    const dirty = this.kept ? this.kept.dirty : null;
    const keep = new Float64Array(n);
    this.findings = { labels, keep, drift: this.bounds.drift, seen: new Float64Array(k), dirty, k };
    this.centroids = new Float64Array((k + 1) * d).fill(Infinity);
  }

  /** Labels every row; returns how many labels changed. */
  assign(centroids: Float64Array): number {
    const { rows, k, bounds, findings } = this;
    const { n } = rows;
    let changed = 0;
    findings.seen.fill(0);
    if (this.first) {
      changed = this.assignFirst(centroids);
      this.first = false;
    } else {
      bounds.move(this.centroids, centroids, pack(rows, centroids, k));
      this.centroids.set(centroids);
      for (let from = 0; from < n; from += BLOCK_ROWS) {
        changed += this.assignBlock(from, Math.min(n, from + BLOCK_ROWS));
      }
    }
    bounds.raiseRadii(findings.seen);
    return changed;
  }

  /** No bounds yet: they would hardly outlive the first moves, which are the largest. */
  private assignFirst(centroids: Float64Array): number {
    const { rows, k, findings } = this;
    const { labels, keep, seen } = findings;
    const changed = tunedKernels.assign(rows, centroids, k);
    tunedKernels.ownDistances(rows, centroids, keep);
    for (let i = 0; i < rows.n; i++) {
      const near = upperBound(keep[i]!);
      if (near > seen[labels[i]!]!) seen[labels[i]!] = near;
    }
    keep.fill(-Infinity);
    this.centroids.set(centroids);
    return changed;
  }

  private assignBlock(from: number, to: number): number {
    const { rows, k, bounds, findings, failing, unlisted, sorted } = this;
    const { data, labels, d } = rows;
    const count = collectFailing(findings.keep, labels, bounds.limit, from, to, failing);
    if (count === 0) return 0;
    const listed = sortByCluster(failing, count, labels, bounds.sizes, this.starts, sorted, unlisted);
    let changed = lookAtLists(data, d, this.centroids, bounds, sorted, listed, findings, this.eight);
    changed += lookAtAll(data, d, rows.packed, k, unlisted, count - listed, findings);
    return changed;
  }
}

/** Flat rows, and what the fit in progress knows about them. */
interface ExactRows extends TunedRows {
  fit: ExactFit | null;
}

/**
 * Lane `js-exact`: the tuned lane without the distances that are proved not to matter, and with block sums kept while
 * their rows stay. docs/exactness.md has the proofs.
 */
export const exactKernels: LaneKernels<ExactRows> = {
  ...tunedKernels,
  copyIn: (points) => ({ ...copyInTuned(points), fit: null }),
  forgetLabels: (rows) => {
    rows.labels.fill(-1);
    rows.fit = null;
  },
  assign: (rows, centroids, k) => (rows.fit ??= new ExactFit(rows, k)).assign(centroids),
  accumulate: (rows, from, to, sums, counts) => {
    if (rows.fit?.kept) {
      const block = rows.fit.kept.block(from);
      sums.set(block.sums);
      for (let c = 0; c < counts.length; c++) counts[c]! += block.counts[c]!;
    } else {
      tunedKernels.accumulate(rows, from, to, sums, counts);
    }
  },
};

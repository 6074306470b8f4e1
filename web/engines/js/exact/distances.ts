/**
 * The contract's squared distances of the row that starts at `values[row]` to all `k` packed centroids, into `out`
 * (k of them, rounded up to a multiple of 4; see `packCentroids`).
 */
export function packedDistances(
  values: Float64Array,
  row: number,
  d: number,
  packed: Float64Array,
  k: number,
  out: Float64Array,
): void {
  let p = 0;
  for (let c = 0; c < k; c += 4) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let q = row; q < row + d; q++, p += 4) {
      const x = values[q]!;
      const t0 = x - packed[p]!;
      const t1 = x - packed[p + 1]!;
      const t2 = x - packed[p + 2]!;
      const t3 = x - packed[p + 3]!;
      s0 += t0 * t0;
      s1 += t1 * t1;
      s2 += t2 * t2;
      s3 += t3 * t3;
    }
    out[c] = s0;
    out[c + 1] = s1;
    out[c + 2] = s2;
    out[c + 3] = s3;
  }
}

/** How well two labelings of the same rows agree, whatever the labels are called. */

interface Contingency {
  /** Rows with label i in `a` and label j in `b`, for the pairs that occur. */
  readonly pairs: ReadonlyArray<{ readonly count: number; readonly inA: number; readonly inB: number }>;
  readonly sizesA: readonly number[];
  readonly sizesB: readonly number[];
  readonly n: number;
}

function countBy(keys: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** O(n). @throws RangeError when the labelings differ in length */
function contingency(a: Int32Array, b: Int32Array): Contingency {
  if (a.length !== b.length) {
    throw new RangeError(`labelings must have the same length, got ${a.length} and ${b.length}`);
  }
  const sizesA = countBy(a);
  const sizesB = countBy(b);
  // Labels are below 2^31, so the pair key stays an exact integer when b's labels are numbered densely first.
  const denseB = new Map([...sizesB.keys()].map((label, i) => [label, i]));
  const labelsB = [...sizesB.keys()];
  const width = labelsB.length;
  const pairCounts = new Map<number, number>();
  for (let i = 0; i < a.length; i++) {
    const key = a[i]! * width + denseB.get(b[i]!)!;
    pairCounts.set(key, (pairCounts.get(key) ?? 0) + 1);
  }
  const pairs = [...pairCounts].map(([key, count]) => ({
    count,
    inA: sizesA.get(Math.floor(key / width))!,
    inB: sizesB.get(labelsB[key % width]!)!,
  }));
  return { pairs, sizesA: [...sizesA.values()], sizesB: [...sizesB.values()], n: a.length };
}

/**
 * Adjusted Rand index (Hubert and Arabie, "Comparing partitions", 1985): 1 for the same partition, about 0 for
 * independent ones, at least -0.5. Computed from the pair confusion matrix as scikit-learn does.
 * Labels are non-negative integers; empty labelings agree (1).
 * @throws RangeError when the labelings differ in length
 */
export function adjustedRandIndex(a: Int32Array, b: Int32Array): number {
  const { pairs, sizesA, sizesB, n } = contingency(a, b);
  const sumOfSquares = (values: readonly number[]): number => values.reduce((sum, v) => sum + v * v, 0);
  const together = sumOfSquares(pairs.map((pair) => pair.count));
  const onlyA = sumOfSquares(sizesA) - together;
  const onlyB = sumOfSquares(sizesB) - together;
  const inBoth = together - n;
  const inNeither = n * n - n - inBoth - onlyA - onlyB;
  if (onlyA === 0 && onlyB === 0) return 1;
  return (
    (2 * (inBoth * inNeither - onlyA * onlyB)) /
    ((inBoth + onlyA) * (onlyA + inNeither) + (inBoth + onlyB) * (onlyB + inNeither))
  );
}

function entropy(sizes: readonly number[], n: number): number {
  return sizes.reduce((sum, size) => sum - (size / n) * Math.log(size / n), 0);
}

/**
 * Normalized mutual information with the arithmetic mean of the entropies (Strehl and Ghosh, 2002; scikit-learn's
 * default): from 0 to 1. Two labelings of one cluster each agree (1); one of them alone tells nothing (0).
 * @throws RangeError when the labelings differ in length
 */
export function normalizedMutualInfo(a: Int32Array, b: Int32Array): number {
  const { pairs, sizesA, sizesB, n } = contingency(a, b);
  if (sizesA.length <= 1 && sizesB.length <= 1) return 1;
  if (sizesA.length === 1 || sizesB.length === 1) return 0;
  const information = pairs.reduce(
    (sum, { count, inA, inB }) => sum + (count / n) * (Math.log(count / inA) + Math.log(n / inB)),
    0,
  );
  const mean = (entropy(sizesA, n) + entropy(sizesB, n)) / 2;
  return Math.min(1, Math.max(0, information / mean));
}

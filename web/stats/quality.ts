/** Reading scores against k. They are hints: none of them knows how many clusters there are. */

/** One clustering and its scores; null where a score is not defined. */
export interface ScoredK {
  readonly k: number;
  readonly inertia: number;
  readonly iterations: number;
  readonly silhouette: number | null;
  readonly daviesBouldin: number | null;
  readonly calinskiHarabasz: number | null;
}

/** The k each score likes best; null where it is defined for none. */
export interface Hints {
  readonly silhouette: number | null;
  readonly daviesBouldin: number | null;
  readonly calinskiHarabasz: number | null;
}

/** The k of the greatest value, the smallest such k on ties; null when no value is defined. */
function kOfGreatest(rows: readonly ScoredK[], value: (row: ScoredK) => number | null): number | null {
  let best: { k: number; at: number } | null = null;
  for (const row of rows) {
    const at = value(row);
    if (at !== null && (best === null || at > best.at)) best = { k: row.k, at };
  }
  return best?.k ?? null;
}

/** Largest silhouette and Calinski-Harabasz, smallest Davies-Bouldin. `rows` by ascending k. */
export function hintsOf(rows: readonly ScoredK[]): Hints {
  return {
    silhouette: kOfGreatest(rows, (row) => row.silhouette),
    daviesBouldin: kOfGreatest(rows, (row) => (row.daviesBouldin === null ? null : -row.daviesBouldin)),
    calinskiHarabasz: kOfGreatest(rows, (row) => row.calinskiHarabasz),
  };
}

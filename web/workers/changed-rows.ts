/** Labels that changed from one assignment to the next. */
export interface ChangedRows {
  /** Rows, ascending. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** Their new labels, one a row; 16 bits hold any label, as k is at most 4096. */
  readonly labels: Uint16Array<ArrayBuffer>;
}

/** The rows whose label differs, with the new one; all of them when there is no `before`. */
export function changedRows(before: ArrayLike<number> | null, after: ArrayLike<number>): ChangedRows {
  const changed = (i: number): boolean => before?.[i] !== after[i];
  let count = 0;
  for (let i = 0; i < after.length; i++) if (changed(i)) count++;
  const rows = new Uint32Array(count);
  const labels = new Uint16Array(count);
  for (let i = 0, at = 0; i < after.length; i++) {
    if (!changed(i)) continue;
    rows[at] = i;
    labels[at++] = after[i] ?? 0;
  }
  return { rows, labels };
}

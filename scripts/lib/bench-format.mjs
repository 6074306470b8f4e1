/** Markdown tables of the benchmark. */

/**
 * A Markdown table.
 * @param {readonly string[]} head
 * @param {readonly (readonly (string | number)[])[]} rows
 */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** Three significant digits without an exponent. */
export function figure(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '-';
  if (value >= 100) return value.toFixed(0);
  return value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(Math.max(value, 1e-4)))));
}

/** Rows as people write them: 1k, 16k, or the number itself. */
export function rowsName(n) {
  return n >= 1024 && n % 1024 === 0 ? `${n / 1024}k` : String(n);
}

/** Cells in the order of a table: by data, n, d, k. */
export function byCell(a, b) {
  return a.data.localeCompare(b.data) || a.n - b.n || a.d - b.d || a.k - b.k;
}

/** @param {{ data: string, n: number, d: number, k: number }} cell */
export function cellName({ n, d, k }) {
  return `${rowsName(n)} / ${d} / ${k}`;
}

/** Markdown that shows text as text, whatever is in it. */

/** Characters that mean something in Markdown or HTML, wherever they stand in a cell. */
const SPECIAL = /[\\`*_{}[\]<>|~&#!]/g;

/** One cell: on one line, with a backslash before every character that would be read as markup. */
export function markdownText(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(SPECIAL, '\\$&');
}

/** A table of GitHub's Markdown. The first column is text and stands left, the others right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  const rule = `| ${head.map((_, index) => (index === 0 ? '---' : '---:')).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

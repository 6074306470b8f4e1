/** Text from people's files as it may be shown: one line, of bounded length, in the direction of the page. */

/** Control characters, and marks that turn the direction of what follows. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Characters that a name keeps. */
export const MOST_SHOWN = 80;

/** At most `most` characters of a text, then `...`; control characters and direction marks become spaces. */
export function shown(text: string, most = MOST_SHOWN): string {
  // Cut first: a cell may have megabytes. By code points, so that no surrogate is left alone.
  const points = Array.from(text.slice(0, 2 * most + 2).replace(UNSEEN, ' '));
  return points.length > most ? `${points.slice(0, most).join('')}...` : points.join('');
}

/** A file's name as it may be shown; `otherwise` for a blob without one. */
export function shownName(file: Blob, otherwise = 'data.csv'): string {
  return 'name' in file && typeof file.name === 'string' ? shown(file.name).trim() || otherwise : otherwise;
}

/** An experiment's result as text for a terminal, whatever its shape: sentences, figures, tables. Pure. */

/** Fields that say so when answers part, in the result or anywhere in it. */
const PARTED = { sameAnswer: (value) => value === false, disagreement: (value) => Boolean(value) };

/**
 * Whether any part of a result says that answers differ.
 * @param {unknown} result
 * @returns {boolean}
 */
export function answersDiffer(result) {
  if (typeof result !== 'object' || result === null) return false;
  return Object.entries(result).some(([name, value]) => PARTED[name]?.(value) || answersDiffer(value));
}

/**
 * The whole report: sentences first, then single figures, then every array of objects as a table. Lists of numbers, as
 * timed samples are, are left to --json.
 * @param {string} id of the experiment
 * @param {Readonly<Record<string, unknown>>} result
 * @returns {string}
 */
export function experimentText(id, result) {
  const fields = Object.entries(result);
  const texts = fields.filter(([, value]) => typeof value === 'string' && value.includes(' ')).map(([, text]) => text);
  const figures = fields.filter(([, value]) => isFlat(value) && !texts.includes(value));
  const lists = fields.filter(([, value]) => Array.isArray(value));
  const rest = fields.filter(([, value]) => isObject(value));
  const parts = [
    [`${id}:`, ...texts].join('\n'),
    figures.map(([name, value]) => `${name}: ${shown(value, name)}`).join('\n'),
    ...lists.flatMap(([name, list]) => (list.every(isFlat) ? words(name, list) : tables(name, list))),
    ...rest.flatMap(([name, value]) => tables(name, [value])),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isFlat = (value) => typeof value !== 'object' || value === null;

/** A list of sentences; of numbers nothing. */
function words(name, list) {
  const texts = list.filter((value) => typeof value === 'string');
  return texts.length === 0 ? [] : [`${name}:\n${texts.map((text) => `- ${text}`).join('\n')}`];
}

/** One table for the plain fields of the objects, and one for each list of objects in them. */
function tables(name, items) {
  const rows = items.filter(isObject).map(flattened);
  const inner = new Map();
  for (const { plain, lists } of rows) {
    for (const [key, list] of lists) {
      inner.set(key, [...(inner.get(key) ?? []), ...list.filter(isObject).map((item) => ({ ...plain, ...item }))]);
    }
  }
  const nested = [...inner].flatMap(([key, list]) => tables(`${name}, ${key}`, list));
  const own = textTable(rows.map(({ plain }) => plain));
  // What the rows say stands in the tables of their lists too.
  return nested.length > 0 && rows.every(({ plain, lists }) => lists.length > 0 && Object.keys(plain).length <= 4)
    ? nested
    : [...(own === '' ? [] : [`${name}:\n${own}`]), ...nested];
}

/** Plain fields, those of inner objects under a name with a point, and the lists of objects apart. */
function flattened(item) {
  const plain = {};
  const lists = [];
  for (const [name, value] of Object.entries(item)) {
    if (isFlat(value)) plain[name] = value;
    else if (isObject(value)) {
      const inner = flattened(value);
      for (const [key, part] of Object.entries(inner.plain)) plain[`${name}.${key}`] = part;
      lists.push(...inner.lists.map(([key, list]) => [`${name}.${key}`, list]));
    } else if (value.some(isObject)) lists.push([name, value]);
  }
  return { plain, lists };
}

function textTable(rows) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (names.length === 0) return '';
  const cells = [names, ...rows.map((row) => names.map((name) => shown(row[name] ?? null, name)))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const isNumber = names.map((name) => rows.some((row) => typeof row[name] === 'number'));
  const line = (row) =>
    row.map((text, i) => (isNumber[i] ? text.padStart(widths[i]) : text.padEnd(widths[i]))).join('  ');
  return cells.map((row) => line(row).trimEnd()).join('\n');
}

function shown(value, name) {
  if (value === null) return '-';
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  // Inertia tells optima apart by its last digits; a time or a ratio has no more than three, but no whole part is rounded.
  const whole = Math.trunc(Math.abs(value)).toString().length;
  return String(Number(value.toPrecision(/inertia/i.test(name) ? 10 : Math.min(15, Math.max(3, whole + 1)))));
}

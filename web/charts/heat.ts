/** Colours of a heat map's cells: the language by hue, how clearly it wins by strength. */

/** Part of the language's colour that is mixed into the page's card, at ratio 1 and from STRONG times on. */
const FAINTEST = 10;
const STRONGEST = 42;
const STRONG = 8;

/**
 * The background of a cell, as CSS.
 *
 * @param winner Null where nobody wins
 * @param factor How many times faster the winner is, at least 1
 */
export function heatField(winner: 'js' | 'wasm' | null, factor: number): string {
  if (winner === null) return 'transparent';
  const strength = Math.min(1, Math.log(Math.max(1, factor)) / Math.log(STRONG));
  const part = FAINTEST + (STRONGEST - FAINTEST) * strength;
  return `color-mix(in srgb, var(--${winner}) ${part.toFixed(0)}%, var(--card))`;
}

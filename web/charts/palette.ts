/** Colours of everything drawn on the near-black plot field. */

/** Okabe and Ito's colours (2008) with white in black's place: each keeps 3:1 on #111. Cycled beyond eight clusters. */
export const CLUSTER_COLORS: readonly string[] = [
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
  '#f2f1ee',
];

/** Points that no fit has labelled yet. */
export const UNLABELLED = '#a3a3aa';

export const PLOT_FIELD = '#111111';
export const PLOT_INK = '#f2f1ee';
export const PLOT_QUIET = '#b3b2b8';
export const PLOT_LINE = '#2c2c32';
/** Rows on which two lanes disagree. */
export const PLOT_WRONG = '#ff5c4d';

/** Violet is WebAssembly, yellow is JavaScript; the violet is lighter than the page's, as dots and lines are thin. */
export const LANGUAGE_LINES = { wasm: '#8f7dff', js: '#f7df1e' } as const;

/** The colour of cluster `index`, from 0. */
export function clusterColor(index: number): string {
  return CLUSTER_COLORS[index % CLUSTER_COLORS.length] ?? UNLABELLED;
}

/** `#rrggbb` as one little-endian RGBA word of an ImageData buffer, opaque. */
export function pixelOf(color: string): number {
  const rgb = Number.parseInt(color.slice(1), 16);
  return ((0xff << 24) | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
}

const CLUSTER_PIXELS = Uint32Array.from(CLUSTER_COLORS, pixelOf);

/** `clusterColor` as pixels: cluster c has entry c modulo the length. */
export function clusterPixels(): Uint32Array {
  return CLUSTER_PIXELS;
}

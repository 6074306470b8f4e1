import type { Tool } from './state';

interface ToolWords {
  readonly title: string;
  /** What the pointer does. */
  readonly hint: string;
  /** What the keys do, for the name of the plot. */
  readonly keys: string;
}

/** Every tool, in the order of the toolbar. */
export const TOOL_WORDS: Readonly<Record<Tool, ToolWords>> = {
  look: {
    title: 'Look',
    hint: 'Drag moves the picture.',
    keys: 'arrow keys move it, plus and minus zoom, 0 shows the whole picture',
  },
  draw: {
    title: 'Draw points',
    hint: 'A click puts one point, a drag sprays them.',
    keys: 'arrow keys move the crosshair, Enter puts a point there, Delete erases',
  },
  move: {
    title: 'Move points',
    hint: 'Drag: the points under the brush go along.',
    keys: 'arrow keys move the crosshair, Enter picks points up and puts them down, Escape puts them back',
  },
  erase: {
    title: 'Erase',
    hint: 'Takes away the points and placed centroids under the brush.',
    keys: 'arrow keys move the crosshair, Enter or Delete erases under it',
  },
  centroids: {
    title: 'Place centroids',
    hint: 'A click puts a starting centroid, a drag moves one. The race starts from them.',
    keys: 'arrow keys move the crosshair, Enter puts a centroid, or picks one up and puts it down, Delete erases',
  },
};

import { brushPlace, brushRadius, editable, tool } from './state';

/** The crosshair and the reach of the brush, over the plot the pointer or the keys are in. */
export function BrushMark({ side }: { side: 0 | 1 }) {
  const at = brushPlace.value;
  if (at?.side !== side || tool.value === 'look' || !editable.value) return null;
  const percent = (part: number): string => `${100 * part}%`;
  return (
    <div
      class="brush-mark"
      aria-hidden="true"
      style={{ left: percent(at.x), top: percent(at.y), height: percent(2 * brushRadius.value) }}
    />
  );
}

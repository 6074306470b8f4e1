import { describe, expect, it } from 'vitest';
import { fitProjection, planeOf } from '../../web/charts/projection';
import { panned, WHOLE, zoomed } from '../../web/charts/view';
import { emptiesWords } from '../../web/ui/play/empties-words';
import { brushAt, frameOf, heldView } from '../../web/ui/play/place';
import { MOST_BYTES, MOST_STEPS, NOTHING, redone, remembered, undone, type History } from '../../web/ui/play/undo';

const AXES = { x: 0, y: 1 };
const points = (rows: number[]) => ({ data: Float64Array.from(rows), n: rows.length / 2, d: 2 });
const before = points([10, -5, 30, 7, 14, 2]);
const SIZE = { width: 600, height: 500 };

/** Where the plot draws a place, in its pixels: as `drawClusters` does it. */
function pixel(set: ReturnType<typeof points>, view: typeof WHOLE, place: number[]): number[] {
  const plane = planeOf(set, AXES);
  const to = fitProjection(plane, SIZE.width, SIZE.height, 500 * 0.06, view);
  const [x = 0, y = 0] = plane.place(Float64Array.from(place));
  return [x * to.scaleX + to.offsetX, y * to.scaleY + to.offsetY];
}

describe('places in a plot', () => {
  it('the brush is where the plot draws the point', () => {
    const view = panned(zoomed(WHOLE, 3), 0.2, -0.1);
    const [x = 0, y = 0] = pixel(before, view, [14, 2]);
    const own = frameOf(planeOf(before, AXES));
    const brush = brushAt(own, view, SIZE, { x: x / SIZE.width, y: y / SIZE.height }, 0.1);
    expect(brush.x).toBeCloseTo(14, 9);
    expect(brush.y).toBeCloseTo(2, 9);
    const [edge = 0] = pixel(before, view, [14 + brush.radiusX, 2]);
    expect(edge - x).toBeCloseTo(50, 9);
    expect(brush.radiusY).toBeCloseTo(brush.radiusX, 9);
  });

  it('a held frame keeps every place while points beyond the edge come and go', () => {
    const view = zoomed(WHOLE, 2, 0.1, 0.2);
    const frame = frameOf(planeOf(before, AXES));
    for (const rows of [
      [10, -5, 35, 9],
      [12, 0, 20, 5],
      [10, -5, 30, 7, 31, -8],
    ]) {
      const after = points(rows);
      const held = heldView(frameOf(planeOf(after, AXES)), frame, SIZE.width, SIZE.height, view);
      const [x = 0, y = 0] = pixel(after, held, [14, 2]);
      const [wasX = 0, wasY = 0] = pixel(before, view, [14, 2]);
      expect(x).toBeCloseTo(wasX, 9);
      expect(y).toBeCloseTo(wasY, 9);
    }
  });

  it('fits itself to points whose spread has another ratio of units', () => {
    const flat = frameOf(planeOf(points([0, 0, 100, 1]), AXES));
    const frame = frameOf(planeOf(before, AXES));
    expect(heldView(flat, frame, SIZE.width, SIZE.height, WHOLE)).toBe(WHOLE);
  });
});

describe('steps back and forth', () => {
  const one = (): number => 1;
  it('go back and forth in order, and a change ends the way forth', () => {
    const history = remembered(remembered<string>(NOTHING, 'a', one), 'b', one);
    const [back, b] = undone(history, 'c') ?? [];
    expect(b).toBe('b');
    const [again, c] = redone(back!, 'b') ?? [];
    expect(c).toBe('c');
    expect(again).toEqual(history);
    expect(redone(remembered(back!, 'x', one), 'y')).toBeNull();
    expect(undone(NOTHING, 'a')).toBeNull();
  });

  it('are bounded in number and in bytes, and one is always left', () => {
    let history: History<number> = NOTHING;
    for (let i = 0; i < MOST_STEPS + 5; i++) history = remembered(history, i, one);
    expect(history.past).toHaveLength(MOST_STEPS);
    expect(history.past.at(-1)).toBe(MOST_STEPS + 4);
    const large = (): number => MOST_BYTES / 2;
    for (let i = 0; i < 5; i++) history = remembered(history, i, large);
    expect(history.past).toEqual([3, 4]);
    expect(remembered(history, 9, () => 2 * MOST_BYTES).past).toEqual([9]);
  });
});

describe('empty clusters in words', () => {
  const trace = (...empties: number[]) => empties.map((each) => ({ inertia: 1, changed: 0, shift: 0, empties: each }));
  it('names the updates that met some', () => {
    expect(emptiesWords(trace(0, 1, 0, 0))).toBe(
      'In the last race update 1 met 1 empty cluster: 1 of 3 updates in all.',
    );
    expect(emptiesWords(trace(0, 1, 1, 2))).toBe(
      'In the last race updates 1 to 2 met 1 empty cluster each, update 3 met 2 empty clusters: 3 of 3 updates in all.',
    );
    expect(emptiesWords(trace(0, 0))).toBe('None of the 1 update met an empty cluster.');
    expect(emptiesWords(trace(0, 1, 0, 1, 0, 1, 0, 1))).toContain(', and so on: 4 of 7 updates in all.');
  });
});

import { describe, expect, it } from 'vitest';
import { MOST_ZOOM, panned, sameView, WHOLE, zoomed, type View } from '../../web/charts/view';

/** What lies under a place of the plot, in parts of the whole picture from its middle. */
function under(view: View, at: number): number {
  return view.x + at / view.zoom;
}

describe('the view', () => {
  it('keeps the place under the pointer while it zooms', () => {
    const before = zoomed(WHOLE, 4, 0.1, -0.2);
    const after = zoomed(before, 2, 0.3, 0);
    expect(after.zoom).toBe(8);
    expect(under(after, 0.3)).toBeCloseTo(under(before, 0.3), 12);
  });

  it('moves with the pointer: what was under it stays under it', () => {
    const before = zoomed(WHOLE, 4);
    const after = panned(before, 0.25, 0);
    expect(under(after, 0.25)).toBeCloseTo(under(before, 0), 12);
  });

  it('never leaves the picture, nor the limits of its size', () => {
    const far = panned(zoomed(WHOLE, 2), -5, 5);
    expect([far.x, far.y]).toEqual([0.25, -0.25]);
    expect(zoomed(WHOLE, 1e9).zoom).toBe(MOST_ZOOM);
    expect(zoomed(far, 1e-9)).toEqual(WHOLE);
  });

  it('is the same view where a move changes nothing', () => {
    expect(sameView(panned(WHOLE, 0.1, 0), WHOLE)).toBe(true);
    expect(sameView(zoomed(WHOLE, 0.5), WHOLE)).toBe(true);
    expect(sameView(zoomed(WHOLE, 2), WHOLE)).toBe(false);
  });
});

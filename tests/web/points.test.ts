import { describe, expect, it } from 'vitest';
import { CLUSTER_COLORS, pixelOf, PLOT_FIELD, UNLABELLED } from '../../web/charts/palette';
import { cellsOf, shadeDensity } from '../../web/charts/points-density';
import { splat } from '../../web/charts/points-splat';
import { fitProjection, pixelsOf, planeOf, widestAxes } from '../../web/charts/projection';
import { WHOLE, zoomed } from '../../web/charts/view';

const FIELD = pixelOf(PLOT_FIELD);
const [FIRST, SECOND] = CLUSTER_COLORS.map(pixelOf) as [number, number];

/** Four corners of a square around (15, 105), lowest row first. */
const SQUARE = { data: Float64Array.of(10, 100, 20, 100, 10, 110, 20, 110), n: 4, d: 2 };

describe('where points fall', () => {
  it('fits the highest and lowest values into the margins, y upwards', () => {
    const plane = planeOf(SQUARE, { x: 0, y: 1 });
    const to = fitProjection(plane, 100, 60, 10);
    expect([...plane.x, ...plane.y]).toEqual([-1, 1, -1, 1, -1, -1, 1, 1]);
    // One scale for both directions: the square is as high as the plot allows, in its middle.
    expect([...pixelsOf(plane, to, 100, 60, 0)]).toEqual([50 * 100 + 30, 50 * 100 + 70, 10 * 100 + 30, 10 * 100 + 70]);
  });

  it('leaves out what is outside the view or would run over the edge', () => {
    const plane = planeOf(SQUARE, { x: 0, y: 1 });
    const near = fitProjection(plane, 100, 60, 10, zoomed(WHOLE, 4, -0.2, 0.333));
    expect([...pixelsOf(plane, near, 100, 60, 0)].filter((pixel) => pixel >= 0)).toHaveLength(1);
    const whole = fitProjection(plane, 100, 60, 0);
    expect([...pixelsOf(plane, whole, 100, 60, 1)]).toEqual([-1, -1, -1, -1]);
  });

  it('puts points without spread in the middle, and those of huge numbers where they belong', () => {
    const flat = planeOf({ data: Float64Array.of(7, 7, 7, 7), n: 2, d: 2 }, { x: 0, y: 1 });
    expect([...flat.x, ...flat.y]).toEqual([0, 0, 0, 0]);
    const huge = planeOf({ data: Float64Array.of(-1e308, 0, 1e308, 1), n: 2, d: 2 }, { x: 0, y: 1 });
    expect([...huge.x]).toEqual([-1, 1]);
  });

  it('shows principal components of more than two features, centroids in the same plane as rows', () => {
    const rows = Float64Array.of(0, 0, 0, 4, 4, 0, 8, 8, 0, 4, 4, 1);
    const points = { data: rows, n: 4, d: 3 };
    const axes = widestAxes(points);
    expect(axes).toEqual({ x: 0, y: 1, components: true });
    const plane = planeOf(points, axes);
    expect(plane.share).toBeCloseTo(1, 9);
    expect([...plane.x.slice(0, 3)].map((value) => Math.abs(value))).toEqual([1, expect.closeTo(0, 6), 1]);
    const placed = plane.place(rows);
    for (let i = 0; i < 4; i++) {
      expect(placed[2 * i]).toBeCloseTo(plane.x[i]!, 6);
      expect(placed[2 * i + 1]).toBeCloseTo(plane.y[i]!, 6);
    }
  });
});

describe('dots', () => {
  it('take the colour of their cluster, later rows over earlier ones, and nothing outside', () => {
    const image = new Uint32Array(9).fill(FIELD);
    splat(image, 3, Int32Array.of(0, 4, 4, -1), Int32Array.of(0, 0, 1, 0), { diameter: 1, marks: false });
    expect([...image]).toEqual([FIRST, FIELD, FIELD, FIELD, SECOND, FIELD, FIELD, FIELD, FIELD]);
    splat(image, 3, Int32Array.of(8), null, { diameter: 1, marks: false });
    expect(image[8]).toBe(pixelOf(UNLABELLED));
  });

  it('of clusters that share a colour differ in shape', () => {
    const drawn = [0, 1, 2, 3, 4].map((turn) => {
      const image = new Uint32Array(121);
      splat(image, 11, Int32Array.of(60), Int32Array.of(turn * CLUSTER_COLORS.length), { diameter: 7, marks: true });
      return image.join();
    });
    expect(new Set(drawn).size).toBe(5);
  });
});

describe('density', () => {
  const brightness = (pixel: number): number => (pixel & 0xff) + ((pixel >> 8) & 0xff) + ((pixel >> 16) & 0xff);

  it('is brighter where more points are, of their mean colour, whatever their order', () => {
    const shade = (places: number[], labels: number[]): Uint32Array => {
      const image = new Uint32Array(4).fill(FIELD);
      shadeDensity(image, 2, Int32Array.from(places), Int32Array.from(labels), cellsOf(2, 2, 1));
      return image;
    };
    const image = shade([0, 1, 1, 1, -1, 2, 2], [0, 0, 0, 0, 0, 0, 1]);
    expect(image[1]).toBe(FIRST);
    expect(brightness(image[0]!)).toBeGreaterThan(brightness(FIELD));
    expect(brightness(image[0]!)).toBeLessThan(brightness(image[1]!));
    expect(image[3]).toBe(FIELD);
    expect(shade([2, 1, 1, 0, 2, 1], [1, 0, 0, 0, 0, 0])).toEqual(image);
  });

  it('counts in cells of a CSS pixel, cut at the edges of the image', () => {
    const image = new Uint32Array(15).fill(FIELD);
    const cells = cellsOf(5, 3, 2);
    expect(cells).toEqual({ side: 2, across: 3, down: 2 });
    shadeDensity(image, 5, Int32Array.of(0, 5), Int32Array.of(0, 1), cells);
    const rows = [0, 5, 10].map((row) => [...image.slice(row, row + 5)]);
    expect(rows).toEqual([
      [FIRST, FIRST, FIELD, FIELD, FIELD],
      [FIRST, FIRST, FIELD, FIELD, FIELD],
      [FIELD, FIELD, FIELD, FIELD, SECOND],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  keptAsDrawn,
  MOST_EDITED,
  movedRows,
  rowsUnder,
  sprayed,
  startWithEmpty,
  withoutRows,
  withRows,
} from '../../web/datasets/drawn';
import type { Dataset } from '../../web/shared/types';

const dataset = (rows: number[], d = 2): Dataset => ({
  data: Float64Array.from(rows),
  n: rows.length / d,
  d,
  name: 'blobs',
  source: 'generated',
  truth: new Int32Array(rows.length / d),
  columns: ['x', 'y'],
});
const line = dataset([0, 0, 1, 0, 2, 0, 3, 0]);
const brush = { x: 1.5, y: 0, radiusX: 0.6, radiusY: 10 };

describe('points changed by hand', () => {
  it('finds the rows under an ellipse', () => {
    expect([...rowsUnder(line, brush)]).toEqual([1, 2]);
    expect([...rowsUnder(line, { ...brush, y: 10 })]).toEqual([]);
  });

  it('adds rows, whose truth nobody knows, up to the most', () => {
    const more = withRows(line, Float64Array.of(7, 8));
    expect([...more.data]).toEqual([...line.data, 7, 8]);
    expect(more).toMatchObject({ n: 5, name: 'drawn', source: 'generated', truth: null });
    const full = dataset(Array.from({ length: 2 * MOST_EDITED - 2 }, () => 0));
    expect(withRows(full, Float64Array.of(1, 2, 3, 4)).n).toBe(MOST_EDITED);
  });

  it('takes rows away, never all of them', () => {
    expect([...withoutRows(line, Uint32Array.of(1, 2)).data]).toEqual([0, 0, 3, 0]);
    expect([...withoutRows(line, Uint32Array.of(0, 3)).data]).toEqual([1, 0, 2, 0]);
    expect(withoutRows(line, Uint32Array.of(0, 1, 2, 3)).n).toBe(1);
    expect(withoutRows(line, new Uint32Array())).toBe(line);
  });

  it('moves rows and leaves the old points as they were', () => {
    expect([...movedRows(line, Uint32Array.of(3), 1, -1).data]).toEqual([0, 0, 1, 0, 2, 0, 4, -1]);
    expect(line.data[6]).toBe(3);
  });

  it('keeps the truth of rows that were not changed', () => {
    expect(keptAsDrawn(line)).toMatchObject({ name: 'drawn', truth: line.truth, data: line.data });
  });

  it('sprays under the brush only', () => {
    let state = 1;
    const random = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
    const rows = sprayed(brush, 500, random);
    expect(rowsUnder({ data: rows, n: 500 }, { ...brush, radiusX: 0.6001, radiusY: 10.001 })).toHaveLength(500);
    // Evenly: a quarter of the area holds about a quarter of the points.
    const inner = rowsUnder({ data: rows, n: 500 }, { ...brush, radiusX: 0.3, radiusY: 5 }).length;
    expect(inner).toBeGreaterThan(85);
    expect(inner).toBeLessThan(165);
  });
});

describe('a start with an empty cluster', () => {
  it.each([2, 3])('no point is nearest to its last centroid, d = %i', (d) => {
    const points = dataset(
      Array.from({ length: 30 * d }, (_, i) => Math.sin(i * 12.9898) * 50),
      d,
    );
    const k = 4;
    const start = startWithEmpty(points, k);
    expect(start).toHaveLength(k * d);
    const squared = (row: number, c: number): number => {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += (points.data[row * d + j]! - start[c * d + j]!) ** 2;
      return sum;
    };
    for (let row = 0; row < points.n; row++) {
      const others = [0, 1, 2].map((c) => squared(row, c));
      expect(Math.min(...others)).toBeLessThan(squared(row, k - 1));
    }
  });
});

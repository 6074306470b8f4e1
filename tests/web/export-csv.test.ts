import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCentroidsCsv } from '../../web/datasets/csv';
import { centroidsCsv, exactDecimals, labelledCsv, labelledPoints, safeCell } from '../../web/datasets/export-csv';

describe('safeCell', () => {
  it.each(['=1+1', '+cmd', '-x', '@sum', '\tx', '\rx', '-', '=', '+1 555', '-1,5'])('%j gets an apostrophe', (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
  });

  it.each(['-1.5', '+2', '-.5e-3', 'a=b', '', '5', "'x", ' =x'])('%j stays', (text) => {
    expect(safeCell(text)).toBe(text);
  });

  it('knows numbers with a comma where the file has them', () => {
    expect(safeCell('-1,5', ',')).toBe('-1,5');
    expect(safeCell('-1.5', ',')).toBe("'-1.5");
  });
});

describe('labelledPoints', () => {
  it('writes exact decimals and the cluster', async () => {
    const points = { data: Float64Array.of(0.1, -0, 1e-7, 5e300), n: 2, d: 2, columns: ['x', 'y'] };
    expect(await labelledPoints(points, Int32Array.of(1, 0)).text()).toBe('x,y,cluster\n0.1,-0,1\n1e-7,5e+300,0\n');
  });

  it('keeps names apart and harmless, and rows in order over pieces', async () => {
    const n = 25_001;
    const points = { data: Float64Array.from({ length: n }, (_, i) => i), n, d: 1, columns: ['cluster'] };
    const lines = (await labelledPoints(points, new Int32Array(n).fill(3)).text()).split('\n');
    expect(lines.length).toBe(n + 2);
    expect([lines[0], lines[1], lines[20_001], lines.at(-2)]).toEqual([
      'cluster,cluster (2)',
      '0,3',
      '20000,3',
      '25000,3',
    ]);
    const named = { data: Float64Array.of(1), n: 1, d: 1, columns: ['=a,"b'] };
    expect(await labelledPoints(named, Int32Array.of(0)).text()).toBe('"\'=a,""b",cluster\n1,0\n');
  });
});

describe('labelledCsv', () => {
  it('adds one column and changes no number', async () => {
    const file = new Blob(['\ufeffname;w;cluster\r\n=cmd|x;1,50;a\r\n"-y;z";-0,5;"b\nc"\r\n\r\n']);
    const options = { columns: ['w'], truth: null };
    expect(await (await labelledCsv(file, options, Int32Array.of(4, 0))).text()).toBe(
      'name;w;cluster;cluster (2)\n\'=cmd|x;1,50;a;4\n"\'-y;z";-0,5;"b\nc";0\n',
    );
  });

  it('does without a header, and notices another file', async () => {
    const file = new Blob(['1,2\n3,4\n']);
    expect(await (await labelledCsv(file, {}, Int32Array.of(1, 0))).text()).toBe('1,2,1\n3,4,0\n');
    await expect(labelledCsv(file, {}, Int32Array.of(1))).rejects.toThrow('now has 2 rows, and 1 were clustered');
  });
});

describe('centroidsCsv', () => {
  const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });

  it('reads back bit for bit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 1, max: 4 })
          .chain((d) => fc.array(fc.array(anyNumber, { minLength: d, maxLength: d }), { minLength: 1 })),
        async (rows) => {
          const d = rows[0]!.length;
          const centroids = Float64Array.from(rows.flat());
          const columns = Array.from({ length: d }, (_, j) => `f${j}`);
          const { k, start } = await readCentroidsCsv(centroidsCsv(columns, centroids), d);
          expect(k).toBe(rows.length);
          expect(new BigUint64Array(start.buffer)).toEqual(new BigUint64Array(centroids.buffer));
        },
      ),
    );
  });

  it.each([[['1', '2']], [['nan', 'x']], [['a;b', 'c,d']], [['=x', '"']], [['a\nb', ' ']]])(
    'reads back under the names %j',
    async (columns) => {
      const centroids = Float64Array.of(1.5, -2, 3, 4);
      expect(await readCentroidsCsv(centroidsCsv(columns, centroids), 2)).toEqual({ k: 2, start: centroids });
    },
  );

  it('writes the sign of zero', () => {
    expect([exactDecimals(-0), exactDecimals(0), exactDecimals(0.1 + 0.2)]).toEqual(['-0', '0', '0.30000000000000004']);
  });
});

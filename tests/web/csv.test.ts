import { openAsBlob } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CSV_LIMITS, DELIMITERS, previewCsv, readCentroidsCsv, readCsv, readRawF64 } from '../../web/datasets/csv';
import type { CsvOptions } from '../../web/datasets/csv';
import { KMeansError } from '../../web/shared/types';

const shipped = (name: string): Promise<Blob> =>
  openAsBlob(fileURLToPath(new URL(`../../web/public/data/${name}`, import.meta.url)));
const read = (text: string | Uint8Array<ArrayBuffer>, options?: CsvOptions) => readCsv(new Blob([text]), options);

/** The message a bad file is refused with; it must be one for people. */
async function complaint(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => new Error('was read'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(KMeansError);
  return (error as KMeansError).message;
}

describe('shipped files', () => {
  it.each([
    ['iris.csv', 150, 4, 3],
    ['digits.csv', 1797, 64, 10],
  ])('%s has %i rows of %i features and %i classes', async (name, n, d, classes) => {
    const dataset = await readCsv(await shipped(name));
    expect(dataset).toMatchObject({ source: 'csv', n, d });
    expect(dataset.columns.length).toBe(d);
    expect(dataset.columns).not.toContain('label');
    expect(dataset.data.length).toBe(n * d);
    expect([...new Set(dataset.truth)]).toEqual(Array.from({ length: classes }, (_, c) => c));
  });

  it('previews what reading would do', async () => {
    const preview = await previewCsv(await shipped('iris.csv'));
    expect(preview).toMatchObject({ delimiter: ',', header: true, features: [0, 1, 2, 3], truth: 4 });
    expect(preview.columns[2]).toEqual({ index: 2, name: 'petal_length_cm', numeric: true });
    expect(preview.rows.length).toBe(10);
    expect(preview.rows[0]).toEqual(['5.1', '3.5', '1.4', '0.2', '0']);
  });
});

describe('readCsv', () => {
  it('names the dataset after the file', async () => {
    expect((await readCsv(new File(['a,b\n1,2'], 'mine.csv'))).name).toBe('mine.csv');
    expect((await read('a,b\n1,2')).name).toBe('data.csv');
  });

  it.each([
    ['commas', 'a,b\n1,2\n3,4\n'],
    ['semicolons', 'a;b\n1;2\n3;4\n'],
    ['tabs', 'a\tb\n1\t2\n3\t4\n'],
    ['bars', 'a|b\n1|2\n3|4\n'],
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['CR', 'a,b\r1,2\r3,4\r'],
    ['mixed line ends', 'a,b\r\n1,2\n3,4'],
    ['no final line end', 'a,b\n1,2\n3,4'],
    ['a byte-order mark', '\uFEFFa,b\n1,2\n3,4'],
    ['quotes', '"a","b"\r\n"1","2"\r\n"3",4\r\n'],
    ['blanks and blank lines', 'a,b\n\n 1 , 2\n3 ,4\n\n\n'],
    ['signs and exponents', 'a,b\n+1,.2e1\n30e-1,4.'],
  ])('reads %s', async (_, text) => {
    const dataset = await read(text);
    expect([dataset.columns, [...dataset.data]]).toEqual([
      ['a', 'b'],
      [1, 2, 3, 4],
    ]);
  });

  it('finds out whether there is a header, or is told', async () => {
    expect((await read('1,2\n3,4')).columns).toEqual(['column 1', 'column 2']);
    expect((await read('1,2\n3,4')).n).toBe(2);
    expect((await read('1,2\n3,4', { header: true })).columns).toEqual(['1', '2']);
    expect((await read('5.1,3.5,setosa\n4.9,3.0,virginica')).n).toBe(2);
    expect((await read('a,,a\n1,2,3')).columns).toEqual(['a', 'column 2', 'a (2)']);
    expect(await complaint(read('a,b\n1,2', { header: false }))).toBe("line 1, column column 1: 'a' is not a number.");
  });

  it('finds the truth, or is told', async () => {
    const text = 'id,Species,w,kind\n7,b,1,u\n8,a,2,v\n9,b,3,u\n';
    const auto = await read(text);
    expect([auto.columns, [...auto.truth!]]).toEqual([
      ['id', 'w'],
      [0, 1, 0],
    ]);
    expect([...(await read(text, { truth: 'kind' })).truth!]).toEqual([0, 1, 0]);
    expect((await read(text, { truth: null })).truth).toBeNull();
    expect((await read('w,kind\n1,u\n2,v')).truth).toEqual(Int32Array.of(0, 1));
    expect((await read('w,kind,sort\n1,u,p\n2,v,p')).truth).toBeNull();
    expect((await read('a,y\n1,5\n2,6')).columns).toEqual(['a']);
    expect((await read('x,y\n1,5\n2,6')).columns).toEqual(['x', 'y']);
  });

  it('takes the columns asked for, in that order', async () => {
    const dataset = await read('a,b,c\n1,2,3\n4,5,6', { columns: ['c', 0] });
    expect([dataset.columns, [...dataset.data]]).toEqual([
      ['c', 'a'],
      [3, 1, 6, 4],
    ]);
    expect(await complaint(read('a,b\n1,2', { columns: ['z'] }))).toMatch('no column z in the file; it has a, b');
    expect(await complaint(read('a,b\n1,2', { truth: 'z' }))).toMatch('no column z');
  });

  const rows = (count: number): string => Array.from({ length: count }, (_, i) => `${i},2`).join('\n');
  it.each([
    [`a,petal_width\n${rows(15)}\n1,abc\n`, "line 17, column petal_width: 'abc' is not a number."],
    [`a,b\n${rows(2000)}\n1,abc\n`, "line 2002, column b: 'abc' is not a number."],
    ['a,b\n1,\n', 'line 2, column b: the value is missing.'],
    ['a,b\n1,2\nNA,2\n', "line 3, column a: 'NA' stands for a missing value."],
    ['a,b\n1,nan\n1,2\n', "line 2, column b: 'nan' is not a finite number."],
    ['a,b\n1,2\n1,-inf\n', "line 3, column b: '-inf' is not a finite number."],
    ['a,b\n1,2\n1,1e999\n', "line 3, column b: '1e999' is not a finite number."],
    ['a,b\n1,2\n1,0x10\n', "line 3, column b: '0x10' is not a number."],
    ['a;b\n1;2\n1;1,234\n', "line 3, column b: '1,234' is not a number (write decimals with a point,"],
    ['a;b\n1.5;2\n1;2,5\n', "line 3, column b: '2,5' is not a number (write decimals with a point,"],
    ['a;b\n1,5;2\n1;1.234,5\n', "line 3, column b: '1.234,5' is not a number (write decimals with a comma"],
    ['a;b\n1,5;2\n1;2,5e999\n', "line 3, column b: '2,5e999' is not a finite number."],
    [`${Array(10_000).fill('1').join()}\n`, 'The file has 10000 columns; at most 1024 can be read.'],
    ['a,b\n1,2\n1,2,3\n', 'line 3 has 3 fields, expected 2.'],
    ['a,b\n1,2\n\n1\n', 'line 4 has 1 field, expected 2.'],
    ['a,b,t\n1,2,"u\n\nv"\n1,x,w\n', "line 5, column b: 'x' is not a number."],
    ['a,label\n1,u\n2,\n', 'line 3, column label: the value is missing.'],
    ['', 'The file is empty.'],
    ['\n \n\r\n', 'The file is empty.'],
    ['a,b\n', 'The file has a header line and no rows.'],
    ['a,b\nu,v\n', 'The file has no column of numbers'],
    ['a,label\nu,1\n', 'The file has no column of numbers'],
    ['a,b\n1,2\n"1,2\n3,4\n', 'line 3: a quoted field is never closed.'],
    ['a,b\n1,2\n"1"0,2\n3,4\n', 'line 3: a quoted field has text after its closing quote'],
    [`${Array(1025).fill('1').join()}\n`, 'The file has 1025 columns; at most 1024 can be read.'],
    ['a,b\n1,\0\n', 'zero bytes'],
  ])('refuses %j', async (text, message) => {
    expect(await complaint(read(text))).toContain(message);
  });

  it('reads decimals with a comma where the delimiter is another character', async () => {
    const dataset = await read('a;b;c\n1,5;-,25;7\n1;2,e1;"3,25"\n');
    expect([...dataset.data]).toEqual([1.5, -0.25, 7, 1, 20, 3.25]);
    expect([...(await read('1,5;2\n3;4,25')).data]).toEqual([1.5, 2, 3, 4.25]);
    expect([...(await read('1,5;2,5\n3,5;4,5')).data]).toEqual([1.5, 2.5, 3.5, 4.5]);
    expect((await read('1,2;3,4\n5,6;7,8\n')).d).toBe(2);
    expect((await previewCsv('a;b\n1,5;2\n')).decimal).toBe(',');
    expect((await previewCsv('a,b\n1,5\n')).decimal).toBe('.');
  });

  it('cuts names, and shows them on one line', async () => {
    const { columns } = await read(`"a\n\u202eb",${'x'.repeat(1e5)},${'x'.repeat(1e5)},__proto__\n1,2,3,4\n`);
    expect(columns).toEqual(['a  b', `${'x'.repeat(80)}...`, `${'x'.repeat(80)}... (2)`, '__proto__']);
  });

  it('reads UTF-16 with a byte-order mark, across pieces', async () => {
    const text = `\ufeffx,\u00e9\u{1f600}\r\n${'1,2\r\n'.repeat(120_001)}`;
    const little = Buffer.from(text, 'utf16le');
    const big = Uint8Array.from(little).map((_, i, all) => all[i ^ 1]!);
    for (const bytes of [Uint8Array.from(little), big]) {
      expect(await read(bytes)).toMatchObject({ n: 120_001, columns: ['x', '\u00e9\u{1f600}'] });
    }
    expect(await complaint(read(Uint8Array.of(0xff, 0xfe, 0x31, 0, 0x32)))).toContain('not UTF-16 text');
  });

  it('refuses what is not UTF-8', async () => {
    expect(await complaint(read(Uint8Array.of(0x31, 0, 0x32, 0)))).toContain('UTF-16');
    expect(await complaint(read(Uint8Array.of(0x89, 0x50, 0x4e, 0x47)))).toContain('not UTF-8');
  });

  it('refuses a file over the limit before reading it', async () => {
    const huge = { size: CSV_LIMITS.maxBytes + 6e6 } as Blob;
    expect(await complaint(readCsv(huge))).toBe('The file has 206.0 MB; files of at most 200.0 MB can be read.');
    expect(await complaint(previewCsv({ size: 1e9 } as Blob))).toContain('The file has 1000.0 MB');
  });

  it('reads across pieces: line ends, characters and quotes may be cut anywhere', async () => {
    // About 3 MB; rows of changing length put every kind of byte on some border.
    const lines = Array.from({ length: 90_000 }, (_, i) => `${i},"${'\u00e9'.repeat(i % 7)} ""q""\r\n",${i / 8}`);
    const file = new Blob(['a,label,b\r\n', lines.join('\r\n')]);
    const seen: number[] = [];
    const dataset = await readCsv(file, {}, (done, total) => seen.push(done / total));
    expect(dataset).toMatchObject({ n: 90_000, d: 2 });
    expect(dataset.data.every((x, at) => x === (at % 2 === 0 ? at / 2 : (at - 1) / 16))).toBe(true);
    expect(new Set(dataset.truth).size).toBe(7);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toBe(1);
    const bad = new Blob([file, '\r\n1,u,oops']);
    expect(await complaint(readCsv(bad))).toBe(`line ${1 + 2 * 90_000 + 1}, column b: 'oops' is not a number.`);
  });

  it('gives up on a quote that swallows the file', async () => {
    const file = new Blob(['a,b\n1,2\n"1,2\n', '3,4\n'.repeat(2_000_000)]);
    expect(await complaint(readCsv(file))).toMatch(/^line 3: the record is longer .* quote not closed/);
  });

  it('stops when told', async () => {
    const controller = new AbortController();
    const file = new Blob(['a,b\n', '3,4\n'.repeat(600_000)]);
    const reading = readCsv(file, {}, () => controller.abort(), controller.signal);
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('reads back whatever was written', async () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((d) => fc.array(fc.array(number, { minLength: d, maxLength: d }), { minLength: 1, maxLength: 20 }));
    const style = fc.record({
      delimiter: fc.constantFrom(...DELIMITERS),
      newline: fc.constantFrom('\n', '\r\n', '\r'),
      quotes: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(table, style, async (values, how) => {
        const dataset = await read(Papa.unparse(values, how));
        expect([...dataset.data]).toEqual(values.flat());
      }),
    );
  });

  it('either reads or explains, whatever the text', async () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[01.,;"\n\ra e-]{0,40}$/));
    await fc.assert(
      fc.asyncProperty(text, async (anything) => {
        const outcome = await read(anything).catch((error: unknown) => error);
        if (!(outcome instanceof KMeansError)) expect(outcome).toHaveProperty('n');
      }),
      { numRuns: 300 },
    );
  });
});

describe('readCentroidsCsv', () => {
  it.each([['1,2\n3,4\n5,6'], ['x,y\n1,2\n3,4\n5,6\n']])('reads %j', async (text) => {
    expect(await readCentroidsCsv(new Blob([text]), 2)).toEqual({ k: 3, start: Float64Array.of(1, 2, 3, 4, 5, 6) });
  });

  it('refuses another number of columns, and text', async () => {
    const wrong = readCentroidsCsv(new Blob(['1,2\n']), 3);
    expect(await complaint(wrong)).toBe('The centroids have 2 columns; the points have 3 features.');
    expect(await complaint(readCentroidsCsv(new Blob(['1,2\n3,u\n']), 2))).toContain("line 2, column column 2: 'u'");
  });
});

describe('readRawF64', () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, 6);

  it('reads rows of d values', async () => {
    const dataset = await readRawF64(new File([values], 'points.f64'), 3);
    expect(dataset).toEqual({
      name: 'points.f64',
      source: 'csv',
      data: values,
      n: 2,
      d: 3,
      truth: null,
      columns: ['column 1', 'column 2', 'column 3'],
    });
  });

  it('refuses what does not fit', async () => {
    expect(await complaint(readRawF64(new Blob([values]), 4))).toContain('48 bytes, which is not a multiple of 32');
    expect(await complaint(readRawF64(new Blob([]), 4))).toBe('The file is empty.');
    expect(await complaint(readRawF64(new Blob([values]), 0))).toContain('d is 0');
    const holed = values.map((x) => (x === 5 ? NaN : x));
    expect(await complaint(readRawF64(new Blob([holed]), 2))).toBe('row 3, column 1: NaN is not a finite number.');
  });
});

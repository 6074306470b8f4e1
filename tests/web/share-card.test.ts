import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileStem } from '../../web/ui/exports-files';
import { wrap } from '../../web/ui/share-card';
import { machineLine } from '../../web/ui/share-card-words';
import { shown } from '../../web/datasets/shown';

const measure = (text: string): number => text.length;

describe('wrap', () => {
  it('breaks at blanks, and inside words that are too wide', () => {
    expect(wrap('one two three', 7, 5, measure)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij kl', 4, 5, measure)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
    expect(wrap('', 4, 5, measure)).toEqual([]);
  });

  it('says when text is left over', () => {
    expect(wrap('one two three four', 7, 2, measure)).toEqual(['one two', 'thre...']);
  });

  it('never overflows, in width or lines, and loses nothing that fits', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.integer({ min: 4, max: 40 }),
        fc.integer({ min: 1, max: 6 }),
        (text, width, most) => {
          const lines = wrap(text, width, most, measure);
          expect(lines.length).toBeLessThanOrEqual(most);
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
          const whole = (words: string): string => words.replaceAll(' ', '');
          if (!lines.at(-1)?.endsWith('...')) expect(whole(lines.join(''))).toBe(whole(text));
        },
      ),
    );
  });
});

it('names the machine by what a page can see of it', () => {
  const rest = { crossOriginIsolated: true, sharedArrayBuffer: true, simd: true, timerResolutionMs: 0.005 };
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  expect(machineLine({ ...rest, userAgent: firefox, hardwareConcurrency: 1 })).toBe(
    'Firefox 140 on Linux, 1 processor',
  );
  const edge =
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0';
  expect(machineLine({ ...rest, userAgent: edge, hardwareConcurrency: 8 })).toBe('Edge 130 on Windows, 8 processors');
  expect(machineLine({ ...rest, crossOriginIsolated: false, userAgent: '?', hardwareConcurrency: 2 })).toBe(
    'a browser, 2 processors, not cross-origin isolated',
  );
});

it('makes file names of letters, digits, dots and dashes', () => {
  expect(fileStem('my <b>photo</b>.png')).toBe('my-b-photo-b');
  expect(fileStem('../../etc/passwd')).toBe('etc-passwd');
  expect(fileStem('\u202egnp.exe')).toBe('gnp');
  expect(fileStem('...')).toBe('points');
  expect(fileStem('x'.repeat(500)).length).toBe(40);
});

it('shows text cut, on one line, in the direction of the page', () => {
  expect(shown('a\u202eb\0c\nd')).toBe('a b c d');
  expect(shown('x'.repeat(1e6)).length).toBe(83);
  expect(shown('\u{1f600}'.repeat(10), 4)).toBe(`${'\u{1f600}'.repeat(4)}...`);
});

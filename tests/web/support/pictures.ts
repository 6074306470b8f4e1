/** The first bytes of picture files, by the formats' own words; none of them can be decoded. */

function bytesOf(...parts: readonly (string | readonly number[])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : part)),
  );
}

const big = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256);
const little = (value: number, bytes: number): number[] => big(value, bytes).reverse();

/** PNG up to its first pixels; with an animation of so many frames where given. */
export function pngHead(width: number, height: number, frames?: number) {
  const head = bytesOf(
    '\x89PNG\r\n\x1a\n',
    big(13, 4),
    'IHDR',
    big(width, 4),
    big(height, 4),
    [8, 6, 0, 0, 0],
    big(0, 4),
  );
  const control = frames === undefined ? [] : [...bytesOf(big(8, 4), 'acTL', big(frames, 4), big(0, 4), big(0, 4))];
  return bytesOf([...head], control, big(0, 4), 'IDAT', big(0, 4));
}

/** JPEG with a segment of `profile` bytes or so before the frame header, cut into what a segment can hold. */
export function jpeg(width: number, height: number, profile = 16) {
  const segments: number[] = [];
  for (let left = profile; left > 0; left -= 60_000) {
    const size = Math.min(left, 60_000) + 2;
    segments.push(0xff, 0xe1, ...big(size, 2), ...new Array<number>(size - 2).fill(0));
  }
  return bytesOf(
    [0xff, 0xd8],
    segments,
    [0xff, 0xc4],
    big(3, 2),
    [0],
    [0xff, 0xff, 0xc2],
    big(11, 2),
    [8],
    big(height, 2),
    big(width, 2),
    [1, 1, 17, 0],
  );
}

/** GIF with a table of two colours and so many frames. */
export function gif(width: number, height: number, frames: number) {
  const frame = [0x21, 0xf9, 4, 0, 0, 0, 0, 0, 0x2c, ...new Array<number>(8).fill(0), 0, 2, 2, 0x44, 1, 0];
  const all = Array.from({ length: frames }, () => frame).flat();
  return bytesOf('GIF89a', little(width, 2), little(height, 2), [0x80, 0, 0, 0, 0, 0, 255, 255, 255], all, [0x3b]);
}

export function webpLossy(width: number, height: number) {
  const start = ['RIFF', little(99, 4), 'WEBP', 'VP8 ', little(50, 4), [0, 0, 0, 0x9d, 1, 0x2a]] as const;
  return bytesOf(...start, little(width, 2), little(height, 2), [0]);
}

export function webpLossless(width: number, height: number) {
  const bits = width - 1 + (height - 1) * 2 ** 14;
  return bytesOf('RIFF', little(99, 4), 'WEBP', 'VP8L', little(50, 4), [0x2f], little(bits, 4));
}

export function webpAnimated(width: number, height: number) {
  const start = ['RIFF', little(99, 4), 'WEBP', 'VP8X', little(10, 4), [2, 0, 0, 0]] as const;
  return bytesOf(...start, little(width - 1, 3), little(height - 1, 3));
}

/** AVIF with the size of a preview before that of the picture. */
export function avif(width: number, height: number) {
  const box = (w: number, h: number) => [...bytesOf(big(20, 4), 'ispe', big(0, 4), big(w, 4), big(h, 4))];
  const rest = new Array<number>(32).fill(0);
  return bytesOf(big(24, 4), 'ftypavif', big(0, 4), 'avifmif1', box(1, 1), box(width, height), rest);
}

/** BMP; a negative height means rows from the top. */
export function bmp(width: number, height: number) {
  return bytesOf(
    'BM',
    little(99, 4),
    [0, 0, 0, 0],
    little(54, 4),
    little(40, 4),
    little(width, 4),
    little(height >>> 0, 4),
  );
}

/** What the first bytes of a picture file tell before anything is decoded: format, size in pixels, animation. */

export type PictureFormat = 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'AVIF' | 'HEIC' | 'BMP' | 'SVG' | 'PDF' | 'TIFF';

export interface PictureHeader {
  readonly format: PictureFormat;
  /** Pixels, as stored; null where these bytes do not tell. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Whether there is more than one frame. */
  readonly animated: boolean;
}

/** Bytes that `readHeader` wants to see: a JPEG's size may stand behind large profiles and previews. */
export const HEADER_BYTES = 1 << 20;

type Size = PictureHeader['size'];

function textAt(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

/** The format by its signature, or null. SVG has none and is told from its first tag. */
export function formatOf(bytes: Uint8Array): PictureFormat | null {
  if (textAt(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'PNG';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'JPEG';
  if (/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return 'GIF';
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP') return 'WebP';
  if (textAt(bytes, 4, 4) === 'ftyp') {
    const brands = textAt(bytes, 8, 32);
    if (/avi[fs]/.test(brands)) return 'AVIF';
    if (/hei[cxfms]|hev[cx]|mif1/.test(brands)) return 'HEIC';
  }
  if (textAt(bytes, 0, 5) === '%PDF-') return 'PDF';
  if (['II*\0', 'MM\0*'].includes(textAt(bytes, 0, 4))) return 'TIFF';
  // 'BM' alone could open a CSV file; the two reserved words behind the size are zero.
  if (textAt(bytes, 0, 2) === 'BM' && textAt(bytes, 6, 4) === '\0\0\0\0') return 'BMP';
  return null;
}

/** Whether a text file is an SVG drawing. */
export function isSvg(bytes: Uint8Array): boolean {
  return /^[\s\ufeff]*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(
    new TextDecoder().decode(bytes.subarray(0, 4096)),
  );
}

/** Reads the header; null when the signature is of no format known here. Never throws: a short file has no size. */
export function readHeader(bytes: Uint8Array): PictureHeader | null {
  const format = formatOf(bytes);
  if (format === null) return isSvg(bytes) ? { format: 'SVG', size: null, animated: false } : null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return { format, ...READERS[format](view, bytes) };
  } catch {
    // A file that ends inside its header: the decoder says what is wrong with it.
    return { format, size: null, animated: false };
  }
}

type Reader = (view: DataView, bytes: Uint8Array) => { size: Size; animated: boolean };

const still: Reader = () => ({ size: null, animated: false });

const READERS: Readonly<Record<PictureFormat, Reader>> = {
  PNG: (view, bytes) => ({
    size: { width: view.getUint32(16), height: view.getUint32(20) },
    animated: isApng(view, bytes),
  }),
  JPEG: (view) => ({ size: jpegSize(view), animated: false }),
  GIF: (view, bytes) => ({
    size: { width: view.getUint16(6, true), height: view.getUint16(8, true) },
    animated: gifMoves(bytes),
  }),
  WebP: webp,
  AVIF: (view, bytes) => ({ size: ispeSize(view, bytes), animated: textAt(bytes, 8, 32).includes('avis') }),
  HEIC: (view, bytes) => ({ size: ispeSize(view, bytes), animated: false }),
  BMP: (view) => ({
    size: { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) },
    animated: false,
  }),
  SVG: still,
  PDF: still,
  TIFF: still,
};

/** An animated PNG has its control chunk before the first pixels. */
function isApng(view: DataView, bytes: Uint8Array): boolean {
  for (let at = 8; at + 8 <= bytes.length; at += 12 + view.getUint32(at)) {
    const chunk = textAt(bytes, at + 4, 4);
    if (chunk === 'acTL') return view.getUint32(at + 8) > 1;
    if (chunk === 'IDAT') return false;
  }
  return false;
}

/** Walks the segments up to the frame header: SOF0 to SOF15 without the three that are something else. */
function jpegSize(view: DataView): Size {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else at += 2 + view.getUint16(at + 2);
  }
}

/** Whether a second picture follows, or the file says that it loops. */
function gifMoves(bytes: Uint8Array): boolean {
  const tableBytes = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + tableBytes(bytes[10]!);
  let frames = 0;
  const skipBlocks = (): void => {
    while (at < bytes.length && bytes[at] !== 0) at += 1 + bytes[at]!;
    at++;
  };
  while (at < bytes.length) {
    if (bytes[at] === 0x21) {
      if (textAt(bytes, at + 3, 11) === 'NETSCAPE2.0') return true;
      at += 2;
      skipBlocks();
    } else if (bytes[at] === 0x2c) {
      if (++frames > 1) return true;
      at += 11 + tableBytes(bytes[at + 9]!);
      skipBlocks();
    } else break;
  }
  return false;
}

function webp(view: DataView, bytes: Uint8Array): { size: Size; animated: boolean } {
  const chunk = textAt(bytes, 12, 4);
  if (chunk === 'VP8X') {
    const at24 = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1;
    return { size: { width: at24(24), height: at24(27) }, animated: (view.getUint8(20) & 2) !== 0 };
  }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { size: { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }, animated: false };
  }
  return {
    size: { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff },
    animated: false,
  };
}

/** The largest of the `ispe` boxes: previews and tiles have boxes of their own. */
function ispeSize(view: DataView, bytes: Uint8Array): Size {
  let size: Size = null;
  const end = Math.min(bytes.length - 16, 65_536);
  for (let at = 0; at < end; at++) {
    if (bytes[at] !== 0x69 || textAt(bytes, at, 4) !== 'ispe') continue;
    const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (size === null || width * height > size.width * size.height) size = { width, height };
  }
  return size;
}

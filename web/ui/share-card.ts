/** The share card: what a race found, as one picture of 1200 x 630 pixels. Sentences in, pixels out. */

/** Size of the card in pixels: what pages that show links ask for. */
export const CARD = { width: 1200, height: 630 } as const;

export interface CardBar {
  readonly title: string;
  readonly language: 'js' | 'wasm';
  /** Median milliseconds a fit, and as people read it. */
  readonly ms: number;
  readonly text: string;
}

export interface Card {
  /** The verdict with its interval, or why there is none. */
  readonly sentence: string;
  /** What was compared with what. */
  readonly small: string;
  readonly bars: readonly CardBar[];
  /** Whether the answers were the same, and of what. */
  readonly proof: string;
  readonly points: string;
  readonly machine: string;
  readonly address: string;
  /** The clusters, of any size. */
  readonly picture: HTMLCanvasElement | null;
}

/** CSS colours. */
export interface CardColors {
  readonly field: string;
  readonly ink: string;
  readonly quiet: string;
  readonly rail: string;
  readonly wasm: string;
  readonly js: string;
}

/** Width of a text in pixels in the present font. */
export type Measure = (text: string) => number;

const EDGE = 48;
const PICTURE = { x: 732, y: 48, width: 420, height: 350 } as const;
const LEFT = PICTURE.x - 2 * EDGE + 12;
const FULL = CARD.width - 2 * EDGE;
const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const MONO = 'ui-monospace, Menlo, Consolas, "Liberation Mono", monospace';

/** The longest start of a word that is not wider than `width`; one character at least. */
function fitting(word: string, width: number, measure: Measure): string {
  let length = word.length;
  while (length > 1 && measure(word.slice(0, length)) > width) length--;
  return word.slice(0, length);
}

/**
 * Lines no wider than `width`: broken at blanks, and inside words that are wider by themselves. At most `most` lines;
 * the last one ends in `...` when text is left over.
 */
export function wrap(text: string, width: number, most: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(' ').filter((word) => word !== '');
  while (words.length > 0 && lines.length < most) {
    const word = words.shift() ?? '';
    const joined = line === '' ? word : `${line} ${word}`;
    if (measure(joined) <= width) line = joined;
    else if (line !== '') {
      lines.push(line);
      line = '';
      words.unshift(word);
    } else {
      const head = fitting(word, width, measure);
      lines.push(head);
      if (head.length < word.length) words.unshift(word.slice(head.length));
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most && words.length === 0) return lines;
  const kept = lines.slice(0, most);
  let last = kept.at(-1) ?? '';
  while (last !== '' && measure(`${last}...`) > width) last = last.slice(0, -1);
  return [...kept.slice(0, -1), `${last}...`];
}

interface TextBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly lines: number;
  readonly color: string;
  readonly weight?: number;
  readonly font?: string;
}

/** Writes wrapped lines from the top of the box; returns the y below the last one. */
function write(context: CanvasRenderingContext2D, text: string, box: TextBox): number {
  const { x, y, width, size, lines, color, weight = 400, font = SANS } = box;
  context.font = `${weight} ${size}px ${font}`;
  context.fillStyle = color;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  const leading = Math.round(size * 1.25);
  const wrapped = wrap(text, width, lines, (part) => context.measureText(part).width);
  wrapped.forEach((line, index) => {
    context.fillText(line, x, y + index * leading);
  });
  return y + wrapped.length * leading;
}

/** The largest of these sizes at which the sentence keeps to five lines. */
function sentenceSize(context: CanvasRenderingContext2D, sentence: string): number {
  for (const size of [44, 38, 32]) {
    context.font = `650 ${size}px ${SANS}`;
    const lines = wrap(sentence, LEFT, 6, (part) => context.measureText(part).width);
    if (lines.length * size <= 200) return size;
  }
  return 26;
}

function drawBars(context: CanvasRenderingContext2D, card: Card, colors: CardColors): void {
  const longest = Math.max(...card.bars.map(({ ms }) => ms), Number.MIN_VALUE);
  card.bars.slice(0, 2).forEach(({ title, language, ms, text }, index) => {
    const y = 334 + 62 * index;
    context.font = `600 22px ${SANS}`;
    const room = LEFT - context.measureText(text).width - 24;
    write(context, title, { x: EDGE, y, width: room, size: 20, lines: 1, color: colors.ink });
    context.font = `600 22px ${SANS}`;
    context.textAlign = 'right';
    context.fillStyle = colors.ink;
    context.fillText(text, EDGE + LEFT, y - 1);
    context.fillStyle = colors.rail;
    context.fillRect(EDGE, y + 28, LEFT, 16);
    context.fillStyle = colors[language];
    context.fillRect(EDGE, y + 28, Math.max(2, (LEFT * ms) / longest), 16);
  });
}

function drawPicture(context: CanvasRenderingContext2D, picture: HTMLCanvasElement): void {
  const scale = Math.min(PICTURE.width / picture.width, PICTURE.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  const x = PICTURE.x + (PICTURE.width - width) / 2;
  const y = PICTURE.y + (PICTURE.height - height) / 2;
  context.imageSmoothingEnabled = scale < 1;
  context.drawImage(picture, x, y, width, height);
}

/** Draws the card over the whole canvas, which becomes 1200 x 630. Long words are broken, long texts cut. */
export function drawCard(canvas: HTMLCanvasElement, card: Card, colors: CardColors): void {
  Object.assign(canvas, CARD);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = colors.field;
  context.fillRect(0, 0, CARD.width, CARD.height);
  const size = sentenceSize(context, card.sentence);
  const below = write(context, card.sentence, {
    ...{ x: EDGE, y: 48, width: LEFT, size, color: colors.ink, weight: 650 },
    lines: Math.floor(200 / size),
  });
  write(context, card.small, { x: EDGE, y: below + 8, width: LEFT, size: 17, lines: 2, color: colors.quiet });
  drawBars(context, card, colors);
  if (card.picture && card.picture.width > 0 && card.picture.height > 0) drawPicture(context, card.picture);
  write(context, card.points, {
    ...{ x: PICTURE.x, y: PICTURE.y + PICTURE.height + 12, width: PICTURE.width, size: 17, color: colors.quiet },
    lines: 2,
  });
  const full = { x: EDGE, width: FULL };
  const afterProof = write(context, card.proof, { ...full, y: 472, size: 20, lines: 2, color: colors.ink });
  const afterMachine = write(context, card.machine, {
    ...{ ...full, y: afterProof + 4, size: 17, color: colors.quiet },
    lines: 1,
  });
  write(context, card.address, {
    ...{ ...full, y: afterMachine + 4, size: 14, color: colors.quiet, font: MONO },
    lines: 3,
  });
}
